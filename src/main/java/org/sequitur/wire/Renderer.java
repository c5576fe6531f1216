package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Function;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Sends an answer: negotiated form, length, weak {@code ETag}, 304, {@code X-Runtime}. */
public final class Renderer {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** Sent without an encoding, for which its plain ASCII has no need. */
    static final String PLAIN_TEXT = "text/plain";

    private static final int ETAG_BYTES = 16;
    private static final int STREAM_BUFFER = 64 * 1024;

    private final JsonFactory json = JsonFactory.builder().build();
    private final XMLOutputFactory xml = XMLOutputFactory.newDefaultFactory();
    private final BaseUrl baseUrl;

    public Renderer(BaseUrl baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** Whether clients reach the server by TLS. */
    boolean isForSecureClients() {
        return baseUrl.isSecure();
    }

    public void render(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Answer.Stream stream = answer.stream();
        if (stream != null) {
            OutputStream out = new BufferedOutputStream(
                    new StreamedResponse(response, answer, stream.contentType()), STREAM_BUFFER);
            stream.body().write(out);
            out.flush();
            return;
        }
        answer.headers().forEach(response::setHeader);
        RenderedAnswer rendered = rendered(answer, Form.wantedOrJson(request));
        byte[] bytes = rendered.bytes();
        String mediaType = rendered.mediaType();
        response.setContentType(
                bytes.length == 0 || mediaType.equals(PLAIN_TEXT) ? mediaType : mediaType + "; charset=utf-8");
        Instant lastModified = answer.lastModified();
        if (lastModified != null) {
            response.setHeader("Last-Modified", HTTP_DATE.format(lastModified));
        }
        int status = answer.status();
        if (status == 200 && bytes.length > 0 && isRead(request)) {
            String tag = weakTag(bytes);
            response.setHeader("ETag", tag);
            if (matches(request.getHeader("If-None-Match"), tag)) {
                status = 304;
            }
        }
        response.setStatus(status);
        response.setHeader("X-Runtime", RequestClock.secondsSinceStart(request));
        if (status != 304) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    /** Renders answers in the form that a request asks for. */
    public Function<Answer, RenderedAnswer> inFormOf(HttpServletRequest request) {
        Form form = Form.wantedOrJson(request);
        return answer -> rendered(answer, form);
    }

    private RenderedAnswer rendered(Answer answer, Form form) {
        RenderedAnswer already = answer.rendered();
        if (already != null) {
            return already;
        }
        Body body = answer.body();
        byte[] bytes = body == null ? new byte[0] : form == Form.XML ? xml(body) : json(body);
        return new RenderedAnswer(answer.status(), answer.headers().get("Location"), form.mediaType(), bytes);
    }

    private byte[] json(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            body.write(new JsonWriter(generator, baseUrl));
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private byte[] xml(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try {
            XMLStreamWriter writer = xml.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            writer.writeStartElement("freeagent");
            body.write(new XmlWriter(writer, baseUrl));
            writer.writeEndElement();
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private static boolean isRead(HttpServletRequest request) {
        return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
    }

    private static String weakTag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "W/\"" + HexFormat.of().formatHex(Arrays.copyOf(hash, ETAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Weak comparison, RFC 9110 section 13.1.2. */
    private static boolean matches(@org.jspecify.annotations.Nullable String ifNoneMatch, String tag) {
        if (ifNoneMatch == null) {
            return false;
        }
        String opaque = tag.substring("W/".length());
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(candidate -> "*".equals(candidate) || candidate.equals(tag) || candidate.equals(opaque));
    }
}
