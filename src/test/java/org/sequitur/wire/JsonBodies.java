package org.sequitur.wire;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A body as JSON, without a server around it. */
public final class JsonBodies {

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private JsonBodies() {}

    public static byte[] write(Body body, BaseUrl baseUrl) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            body.write(new JsonWriter(generator, baseUrl));
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
