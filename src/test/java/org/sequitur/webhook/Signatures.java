package org.sequitur.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sequitur.webhook.TestReceiver.Call;

/** Verifies calls as a receiver would that has read nothing but the specification. */
final class Signatures {

    private Signatures() {}

    /** Of the signatures of a call, how many this secret has made. */
    static long by(String secret, Call call) throws Exception {
        List<String> signatures = Arrays.asList(call.signature().split(" ", -1));
        String expected = expected(secret, call.id() + "." + call.timestamp() + "." + call.body());
        return signatures.stream().filter(expected::equals).count();
    }

    static String expected(String secret, String signed) throws Exception {
        byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
