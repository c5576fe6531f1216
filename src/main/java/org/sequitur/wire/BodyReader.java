package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the body of a request, JSON or XML, within the bounds of the wire. */
final class BodyReader {

    /** Larger bodies are answered 413. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    /** Deeper nesting, of either form, is answered 400. */
    static final int MOST_DEPTH = 64;

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(100)
                            .maxStringLength(MOST_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final XmlTree xml = new XmlTree();

    /**
     * Refuses a body in a form that is neither JSON nor XML, nor a form where the route takes files. A body without a declared form is taken
     * for JSON.
     */
    static void checkContentType(HttpServletRequest request, boolean takesFiles) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !"identity".equalsIgnoreCase(encoding)) {
            throw WireException.single(415, "Content-Encoding " + encoding + " is not supported");
        }
        if (!hasBody(request) || request.getContentType() == null) {
            return;
        }
        if (takesFiles && MultipartForm.isOne(request)) {
            return;
        }
        if (!isJson(request) && !isXml(request)) {
            throw WireException.single(415, "Content-Type must be application/json or application/xml");
        }
    }

    /**
     * The attributes below a root key, or the whole object when the root is missing.
     *
     * @param mayBeEmpty whether a body that holds nothing stands for an object without attributes
     * @throws WireException 400 when the body cannot be read or holds nothing, 413 when it is too large
     */
    WireObject attributes(HttpServletRequest request, String root, boolean mayBeEmpty) throws IOException {
        ObjectNode object = object(request);
        JsonNode below = object == null ? null : object.get(root);
        if (below instanceof ObjectNode attributes) {
            object = attributes;
        } else if (below != null && (below.isArray() || WireObject.isBlank(below))) {
            object = null;
        }
        if (mayBeEmpty && object == null) {
            return new WireObject(JsonNodeFactory.instance.objectNode(), new Complaints());
        }
        if (object == null || (object.isEmpty() && !mayBeEmpty)) {
            throw WireException.badRequest("param is missing or the value is empty: " + root);
        }
        return new WireObject(object, new Complaints());
    }

    /**
     * The objects of an array below a root key, or the file in the form field of that name.
     *
     * @throws WireException 406 when there are none, 400 when the body cannot be read, 413 when it is too large
     */
    Upload upload(HttpServletRequest request, String root) throws IOException {
        if (MultipartForm.isOne(request)) {
            byte[] file = MultipartForm.file(bytes(request), String.valueOf(request.getContentType()), root);
            if (file == null || file.length == 0) {
                throw nothingIn(root);
            }
            return Upload.of(file);
        }
        ObjectNode object = object(request);
        List<WireObject> objects = object == null || isEmpty(object.get(root))
                ? null
                : new WireObject(object, new Complaints()).objects(root);
        if (objects == null || objects.isEmpty()) {
            throw nothingIn(root);
        }
        return Upload.of(objects.stream().map(WireObject::withOwnComplaints).toList());
    }

    private static boolean isEmpty(@Nullable JsonNode node) {
        return node == null || WireObject.isBlank(node) || (node.isContainer() && node.isEmpty());
    }

    private static WireException nothingIn(String root) {
        return WireException.single(406, root + " is missing or empty");
    }

    private @Nullable ObjectNode object(HttpServletRequest request) throws IOException {
        byte[] body = bytes(request);
        if (body.length == 0) {
            return null;
        }
        if (isXml(request)) {
            return xml.read(body);
        }
        try {
            return json.readTree(body) instanceof ObjectNode object ? object : null;
        } catch (JacksonException | NumberFormatException e) {
            // A number whose exponent no decimal can hold is reported as if it were a bug.
            throw WireException.badRequest("The body is not valid JSON");
        }
    }

    /** Many clients name a type on every request, whether it has a body or not. */
    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** @throws WireException 413 when there are more than {@link #MOST_BYTES}, 408 when they take too long */
    static byte[] bytes(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        if (length > MOST_BYTES) {
            throw tooLarge();
        }
        if (length >= 0) {
            // Into an array of the right size; readNBytes(int) would gather the few bytes of most bodies in large
            // buffers.
            byte[] body = new byte[(int) length];
            int read = new TimedBody(request.getInputStream(), System::nanoTime).readNBytes(body, 0, body.length);
            return read == body.length ? body : Arrays.copyOf(body, read);
        }
        byte[] body = new TimedBody(request.getInputStream(), System::nanoTime).readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw tooLarge();
        }
        return body;
    }

    private static WireException tooLarge() {
        return WireException.single(413, "The body must not exceed " + MOST_BYTES + " bytes");
    }

    private static boolean isJson(HttpServletRequest request) {
        return hasSubtype(request, "json");
    }

    private static boolean isXml(HttpServletRequest request) {
        return hasSubtype(request, "xml");
    }

    private static boolean hasSubtype(HttpServletRequest request, String subtype) {
        String type = request.getContentType();
        if (type == null) {
            return false;
        }
        int end = type.indexOf(';');
        String media = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return media.endsWith("/" + subtype) || media.endsWith("+" + subtype);
    }
}
