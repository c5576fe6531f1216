package org.sequitur;

import java.io.IOException;

/** A company of its own on the {@link TestServer}, and its owner's way in. */
public record TestCompany(long id, long ownerId, String baseUrl, String token) {

    public V2Client client() {
        return new V2Client(baseUrl, token);
    }

    /** @param path below {@code /v2/} */
    public V2Client.Answer get(String path) throws IOException, InterruptedException {
        return client().get(path);
    }

    public V2Client.Answer post(String path, Object body) throws IOException, InterruptedException {
        return client().post(path, body);
    }

    public V2Client.Answer put(String path, Object body) throws IOException, InterruptedException {
        return client().put(path, body);
    }

    public V2Client.Answer delete(String path) throws IOException, InterruptedException {
        return client().delete(path);
    }
}
