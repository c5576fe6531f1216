package org.sequitur.wire;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a route answers: status, headers of its own and a body that the kernel renders in the form the client asked for. */
public final class Answer {

    private final int status;
    private final @Nullable Body body;
    private final @Nullable RenderedAnswer rendered;
    private final @Nullable Stream stream;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable Instant lastModified;

    private Answer(int status, @Nullable Body body, @Nullable RenderedAnswer rendered) {
        this(status, body, rendered, null);
    }

    private Answer(int status, @Nullable Body body, @Nullable RenderedAnswer rendered, @Nullable Stream stream) {
        this.status = status;
        this.body = body;
        this.rendered = rendered;
        this.stream = stream;
    }

    /** What is too long for the memory: written piece by piece, in one form only. */
    record Stream(String contentType, StreamedBody body) {}

    static Answer of(int status, @Nullable Body body) {
        return new Answer(status, body, null);
    }

    public static Answer ok(Body body) {
        return new Answer(200, body, null);
    }

    /** 200 with a document that exists as JSON only, whatever form the client would like best. */
    public static Answer document(byte[] json) {
        return rendered(new RenderedAnswer(200, null, Form.JSON.mediaType(), json.clone()));
    }

    /** What was rendered before, whatever form the client would like best now. */
    public static Answer rendered(RenderedAnswer rendered) {
        Answer answer = new Answer(rendered.status(), null, rendered);
        return rendered.location() == null ? answer : answer.with("Location", rendered.location());
    }

    /**
     * 200 with a body that flows, whatever form the client would like best. What fails before the first 64 KB are full is refused
     * like anything else; later the connection ends, and the client sees that something is missing.
     */
    public static Answer stream(String mediaType, StreamedBody body) {
        return new Answer(200, null, null, new Stream(mediaType + "; charset=utf-8", body));
    }

    /** As {@link #stream}, of bytes that are no text, and of which it is known how many there are. */
    public static Answer file(String contentType, long length, StreamedBody body) {
        return new Answer(200, null, null, new Stream(contentType, body)).with("Content-Length", Long.toString(length));
    }

    /** A file that is in the memory. */
    public static Answer file(String contentType, byte[] bytes) {
        return file(contentType, bytes.length, out -> out.write(bytes));
    }

    /** 200 without a body, as a delete answers. */
    public static Answer empty() {
        return new Answer(200, null, null);
    }

    /** 201 with the address of the new record in {@code Location}. */
    public static Answer created(String location, Body body) {
        return new Answer(201, body, null).with("Location", location);
    }

    /** 422 with the record as it stays, for a change that names nothing to change. */
    public static Answer unchanged(Body body) {
        return new Answer(422, body, null);
    }

    /** A page of a list with {@code X-Total-Count} and {@code Link}. */
    public static Answer list(ListQuery query, long total, Body body) {
        return new Answer(200, body, null)
                .with("X-Total-Count", Long.toString(total))
                .with("Link", query.links(total));
    }

    /** As {@link #list(ListQuery, long, Body)}, of records that write themselves. */
    public static Answer list(ListQuery query, long total, String plural, String singular, List<? extends Body> page) {
        return list(query, total, out -> out.list(plural, singular, page, (element, record) -> record.write(element)));
    }

    public Answer with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public Answer lastModified(Instant instant) {
        lastModified = instant;
        return this;
    }

    int status() {
        return status;
    }

    @Nullable
    Body body() {
        return body;
    }

    @Nullable
    RenderedAnswer rendered() {
        return rendered;
    }

    @Nullable
    Stream stream() {
        return stream;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    Instant lastModified() {
        return lastModified;
    }
}
