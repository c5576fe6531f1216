package org.sequitur.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.ssl.pem.PemContent;

/** A certificate, with those that vouch for it behind it, and its private key, in PEM. */
record TlsFiles(Path certificate, Path key) {

    private static final Duration SOON = Duration.ofDays(14);

    /**
     * Tells of what would keep clients away before anything is started.
     *
     * @throws CommandFailure when a file is missing or is no such thing, or the two do not belong together
     */
    void check(Clock clock, PrintWriter warnings) {
        List<X509Certificate> chain = chain();
        PublicKey publicKey = chain.getFirst().getPublicKey();
        if (!belongTogether(privateKey(), publicKey)) {
            throw new CommandFailure("--tls-key " + key + " is not the key of the certificate in " + certificate);
        }
        Instant now = clock.instant();
        Instant end = chain.getFirst().getNotAfter().toInstant();
        Instant begin = chain.getFirst().getNotBefore().toInstant();
        if (end.isBefore(now)) {
            warnings.println("Warning: the certificate in " + certificate + " expired at " + end);
        } else if (end.isBefore(now.plus(SOON))) {
            warnings.println("Warning: the certificate in " + certificate + " expires at " + end);
        } else if (begin.isAfter(now)) {
            warnings.println("Warning: the certificate in " + certificate + " is not valid before " + begin);
        }
    }

    /** What makes the server speak TLS with these files, and read them again when they change. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.ssl.bundle", "serve");
        settings.put("spring.ssl.bundle.pem.serve.reload-on-update", true);
        settings.put("spring.ssl.bundle.pem.serve.keystore.certificate", location(certificate));
        settings.put("spring.ssl.bundle.pem.serve.keystore.private-key", location(key));
        settings.put("spring.ssl.bundle.pem.serve.keystore.verify-keys", true);
        settings.put("spring.ssl.bundle.pem.serve.options.enabled-protocols", "TLSv1.3,TLSv1.2");
        return settings;
    }

    private static String location(Path file) {
        return file.toAbsolutePath().toUri().toString();
    }

    private List<X509Certificate> chain() {
        try {
            List<X509Certificate> chain = read("--tls-cert", certificate).getCertificates();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // told below
        }
        throw new CommandFailure("--tls-cert " + certificate + " holds no certificate in PEM");
    }

    private PrivateKey privateKey() {
        try {
            PrivateKey found = read("--tls-key", key).getPrivateKey();
            if (found != null) {
                return found;
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            // told below
        }
        throw new CommandFailure(
                "--tls-key " + key + " holds no private key in PEM that can be read without a password");
    }

    private static PemContent read(String option, Path file) {
        if (!Files.isReadable(file)) {
            throw new CommandFailure(
                    option + ": " + file + (Files.exists(file) ? " cannot be read" : " does not exist"));
        }
        try {
            return PemContent.load(file);
        } catch (IOException e) {
            throw new CommandFailure(option + ": " + file + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> privateKey.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            byte[] text = {1, 2, 3};
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
