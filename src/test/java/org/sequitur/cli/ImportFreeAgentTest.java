package org.sequitur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.ServerStart;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.security.FilledCompany;

/** Copies of companies over FreeAgent's API, by the commands as users run them. */
class ImportFreeAgentTest {

    @TempDir
    private Path directory;

    /** The last command of the chain says what came of all before it. */
    @Test
    void anImportThatIsKilledAndResumedGivesTheSameDataAsAnExportThatIsImportedAgain() throws Exception {
        FilledCompany company = FilledCompany.of(TestServer.shared(), "moved");
        busy(company);
        try (MoodyApi api = new MoodyApi(withoutSlash(TestServer.shared().baseUrl()))) {
            api.hangAfter(60);
            Process killed = ServerStart.program(List.of(), freeAgent(api), environment(company))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("killed.log").toFile())
                    .start();
            while (!api.isHanging() && killed.isAlive()) {
                killed.waitFor(50, TimeUnit.MILLISECONDS);
            }
            assertThat(killed.isAlive())
                    .as(Files.readString(directory.resolve("killed.log")))
                    .isTrue();
            killed.destroyForcibly().waitFor();
            api.recover();
            api.endTokenAfter(40);
            run(environment(company), freeAgent(api)).expectRefused(1, "token", "goes on");
            api.recover();
            CommandRun done = run(environment(company), freeAgent(api)).expectDone();

            assertThat(done.out()).contains("It is whole.", "everything fitted");
            assertThat(api.answered().values()).as("how often each page was fetched").containsOnly(1);
        }
        run(Map.of(), List.of("export", "--data", "there", "first")).expectDone();
        run(Map.of(), List.of("import", "archive", "--data", "elsewhere", "first")).expectDone();
        run(Map.of(), List.of("export", "--data", "elsewhere", "second")).expectDone();
        assertThat(files(directory.resolve("second"))).isEqualTo(files(directory.resolve("first")));
        run(Map.of(), List.of("import", "archive", "--data", "elsewhere", "second"))
                .expectRefused(1, "has been loaded before", "--again");
    }

    /** What FilledCompany has no need of. */
    private static void busy(FilledCompany company) throws Exception {
        V2Client client = company.client();
        String contact = client.newContact("busy");
        client.put(contact, Map.of("contact", Map.of("emails_thank_you_notes", true)))
                .expect(200);
    }

    private List<String> freeAgent(MoodyApi api) {
        return List.of(
                "import", "freeagent", "--url", api.url(), "--data", "there", "--work", "work", "--per-minute", "0");
    }

    private static Map<String, String> environment(FilledCompany company) {
        return Map.of("SEQUITUR_FREEAGENT_TOKEN", company.tenant().token());
    }

    private CommandRun run(Map<String, String> environment, List<String> arguments) throws Exception {
        return CommandRun.in(directory, environment, arguments.toArray(String[]::new));
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("(/v2)?/*$", "");
    }

    /** All but the manifest, which says when it was made. */
    private static Map<String, String> files(Path archive) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(archive)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("manifest.json")) {
                    files.put(
                            archive.relativize(file).toString(),
                            Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }
}
