package org.sequitur.cli;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A certificate that vouches for itself and its key, made by the JDK's keytool, as files in PEM. */
record PemFiles(Path certificate, Path key) {

    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Of an RSA key of 2048 bits, PKCS#1 lies behind these bytes of PKCS#8. */
    private static final int PKCS1_OFFSET = 26;

    static PemFiles in(Path directory, String name, String algorithm, String... more) throws Exception {
        Path store = directory.resolve(name + ".p12");
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit",
                "-alias",
                "it",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1"));
        words.addAll(List.of(more));
        Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError(said);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Files.delete(store);
        PemFiles files = new PemFiles(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
        Files.writeString(
                files.certificate, pem("CERTIFICATE", keys.getCertificate("it").getEncoded()));
        Key key = keys.getKey("it", PASSWORD);
        Files.writeString(files.key, pem("PRIVATE KEY", key.getEncoded()));
        return files;
    }

    /** The key in the older form of OpenSSL. */
    void writeTraditionalRsaKey() throws Exception {
        String text = Files.readString(key).replaceAll("-----[A-Z ]*-----|\\s", "");
        byte[] pkcs8 = Base64.getDecoder().decode(text);
        Files.writeString(key, pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS1_OFFSET, pkcs8.length)));
    }

    TlsFiles files() {
        return new TlsFiles(certificate, key);
    }

    private static String pem(String what, byte[] bytes) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }
}
