package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.TestServer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The size of a block stands in the program and in the database's functions; were they to differ, tails would never become blocks. */
class InvoiceCountsTest {

    private final JdbcClient jdbc = JdbcClient.create(TestServer.shared().dataSource());

    @ParameterizedTest
    @ValueSource(strings = {"close_document_blocks", "recount_documents"})
    void aBlockHasTheSameSizeInTheDatabase(String function) {
        String arguments = ofFunction("pg_get_function_arguments(oid)", function);
        assertThat(numbers("size integer DEFAULT (\\d+)", arguments)).containsExactly(InvoiceCounts.BLOCK);
    }

    @Test
    void whatWasChangedBecomesABlockAtTheSameNumber() {
        String source = ofFunction("prosrc", "count_document");
        assertThat(numbers("changed >= (\\d+)", source)).containsExactly(InvoiceCounts.BLOCK);
    }

    private String ofFunction(String what, String function) {
        return jdbc.sql("SELECT " + what + " FROM pg_proc WHERE proname = ?")
                .param(function)
                .query(String.class)
                .single();
    }

    private static List<Integer> numbers(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .toList();
    }
}
