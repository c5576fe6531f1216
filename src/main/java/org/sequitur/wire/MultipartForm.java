package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * A body of parts ({@code multipart/form-data}, RFC 7578) that is in memory, read by what the container reads such bodies with. The container
 * itself is not asked: whatever looks at a body before the route does has to leave it whole.
 */
final class MultipartForm {

    /** Later parts are not looked at. */
    static final int MOST_PARTS = 20;

    /** Of the headers of one part. */
    static final int MOST_HEADER_BYTES = 4096;

    private static final String TYPE = "multipart/form-data";

    private MultipartForm() {}

    static boolean isOne(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(TYPE);
    }

    /**
     * What stands in a field; null when the form has none of that name among its first {@value #MOST_PARTS} parts.
     *
     * @throws WireException 400 when the body is no such form
     */
    static byte @Nullable [] file(byte[] body, String contentType, String field) {
        FileUpload upload = new FileUpload();
        upload.setPartHeaderSizeMax(MOST_HEADER_BYTES);
        try {
            FileItemIterator parts = upload.getItemIterator(new InMemory(body, contentType));
            for (int part = 0; part < MOST_PARTS && parts.hasNext(); part++) {
                FileItemStream item = parts.next();
                if (field.equals(item.getFieldName())) {
                    try (InputStream content = item.openStream()) {
                        return content.readAllBytes();
                    }
                }
            }
            return null;
        } catch (IOException | IllegalArgumentException e) {
            throw WireException.badRequest("The body is not a valid form");
        }
    }

    private static final class InMemory implements UploadContext {

        private final byte[] body;
        private final String contentType;

        InMemory(byte[] body, String contentType) {
            this.body = body;
            this.contentType = contentType;
        }

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public long contentLength() {
            return body.length;
        }
    }
}
