package org.sequitur.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sequitur.OutsideProgram;
import org.sequitur.OutsideProgram.Finished;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;

/** A program for Node that fires 500 creates with axios and awaits none of them before the next. */
class AxiosTest {

    @BeforeAll
    static void needNode() throws Exception {
        OutsideProgram.orLeaveOut("The loop of 500 unawaited creates with axios", List.of("node", "npm"));
    }

    @Test
    void fiveHundredUnawaitedCreates() throws Exception {
        Path folder = AxiosFolder.with(Path.of("src/test/node/loop.mjs"));
        TestCompany company = TestServer.shared().newCompany();

        Finished loop = OutsideProgram.run(
                folder,
                Map.of("SEQUITUR_URL", company.baseUrl(), "SEQUITUR_TOKEN", company.token()),
                List.of("node", "loop.mjs"));

        assertThat(loop.status()).as(loop.all()).isZero();
        assertThat(loop.output().lines())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 500)
                        .mapToObj("201 %03d"::formatted)
                        .toList());
    }
}
