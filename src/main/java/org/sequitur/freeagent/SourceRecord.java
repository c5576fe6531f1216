package org.sequitur.freeagent;

import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A record as the wire has it. Decimals and days are kept as texts: nothing is gained by reading and writing them. */
record SourceRecord(JsonNode node) {

    boolean has(String name) {
        return !node.path(name).isMissingNode() && !node.path(name).isNull() && !blank(name);
    }

    private boolean blank(String name) {
        return node.path(name).isString() && node.path(name).stringValue().isEmpty();
    }

    @Nullable
    String text(String name) {
        return has(name) ? node.path(name).asString() : null;
    }

    String text(String name, String otherwise) {
        return has(name) ? node.path(name).asString() : otherwise;
    }

    boolean is(String name) {
        return is(name, false);
    }

    boolean is(String name, boolean otherwise) {
        JsonNode value = node.path(name);
        return value.isBoolean()
                ? value.booleanValue()
                : has(name) ? List.of("1", "true").contains(value.asString()) : otherwise;
    }

    /** What an address or a bare id ends in; null when there is none. */
    @Nullable
    String tail(String name) {
        String text = text(name);
        return text == null ? null : text.substring(text.lastIndexOf('/') + 1);
    }

    @Nullable
    Long reference(String name) {
        String tail = tail(name);
        try {
            return tail == null ? null : Long.valueOf(tail);
        } catch (NumberFormatException e) {
            throw new SourceException("The API names a record in a way that is not known: " + name + " " + tail, e);
        }
    }

    /** The record's own id. */
    long id() {
        Long id = reference("url");
        if (id == null) {
            throw new SourceException("A record without an address was sent: " + node);
        }
        return id;
    }

    @Nullable
    Instant instant(String name) {
        String text = text(name);
        return text == null ? null : Instant.parse(text);
    }

    SourceRecord object(String name) {
        return new SourceRecord(node.path(name));
    }

    List<SourceRecord> list(String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false)
                .map(SourceRecord::new)
                .toList();
    }

    /** Its files: some records have one, others several. */
    List<SourceRecord> files() {
        return has("attachment") ? List.of(object("attachment")) : list("attachments");
    }

    List<String> texts(String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
