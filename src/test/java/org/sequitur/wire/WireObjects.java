package org.sequitur.wire;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a client sent, for tests of rules that read it. */
public final class WireObjects {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private WireObjects() {}

    /** The attributes below a root key. */
    public static WireObject read(byte[] body, String root) {
        return new WireObject((ObjectNode) JSON.readTree(body).path(root), new Complaints());
    }

    /** @param json with single quotes for double ones */
    public static WireObject of(String json) {
        return new WireObject((ObjectNode) JSON.readTree(json.replace('\'', '"')), new Complaints());
    }
}
