package org.sequitur.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sequitur.OutsideProgram;

/** What the guide gives receivers to verify signatures with, run as it is printed. */
class GuideSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String BODY = "{\"type\":\"contact.created\",\"name\":\"Zoe\"}";

    @TempDir
    private Path directory;

    private static String snippet(String language) throws Exception {
        var block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs/guides/webhooks.md")));
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    /** Right; with another one before it; of another body; too old. */
    private void check(String file, String program, String code) throws Exception {
        OutsideProgram.orLeaveOut("GuideSignatureTest", List.of(program));
        Files.writeString(directory.resolve(file), code);
        String now = Long.toString(Instant.now().getEpochSecond());
        String old = Long.toString(Instant.now().getEpochSecond() - 600);
        String right = Signatures.expected(SECRET, "evt_1." + now + "." + BODY);
        assertThat(said(file, program, now, right)).isEqualTo("yes");
        assertThat(said(file, program, now, "v1,AAAA " + right)).isEqualTo("yes");
        assertThat(said(file, program, now, Signatures.expected(SECRET, "evt_1." + now + ".{}")))
                .isEqualTo("no");
        assertThat(said(file, program, old, Signatures.expected(SECRET, "evt_1." + old + "." + BODY)))
                .isEqualTo("no");
    }

    private String said(String file, String program, String time, String signature) throws Exception {
        Map<String, String> environment = Map.of("SECRET", SECRET, "TIME", time, "SIGNATURE", signature, "BODY", BODY);
        return OutsideProgram.run(directory, environment, List.of(program, file))
                .output()
                .strip();
    }

    @Test
    void python() throws Exception {
        check("verify.py", "python3", snippet("python") + """
                import os
                e = os.environ
                headers = {"webhook-id": "evt_1", "webhook-timestamp": e["TIME"], "webhook-signature": e["SIGNATURE"]}
                print("yes" if is_from_sequitur(e["SECRET"], headers, e["BODY"].encode()) else "no")
                """);
    }

    @Test
    void node() throws Exception {
        check("verify.mjs", "node", snippet("js") + """
                const e = process.env
                const headers = {'webhook-id': 'evt_1', 'webhook-timestamp': e.TIME, 'webhook-signature': e.SIGNATURE}
                console.log(isFromSequitur(e.SECRET, headers, Buffer.from(e.BODY)) ? 'yes' : 'no')
                """);
    }

    @Test
    void php() throws Exception {
        check("verify.php", "php", "<?php\n" + snippet("php") + """
                $headers = ['webhook-id' => 'evt_1', 'webhook-timestamp' => getenv('TIME'), 'webhook-signature' => getenv('SIGNATURE')];
                echo is_from_sequitur(getenv('SECRET'), $headers, getenv('BODY')) ? 'yes' : 'no';
                """);
    }
}
