package org.sequitur.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The wire as JSON: decimals, dates and references are strings. */
final class JsonWriter implements WireWriter {

    private final JsonGenerator json;
    private final BaseUrl baseUrl;

    JsonWriter(JsonGenerator json, BaseUrl baseUrl) {
        this.json = json;
        this.baseUrl = baseUrl;
    }

    @Override
    public void text(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    @Override
    public void decimal(String name, @Nullable BigDecimal value) {
        if (value != null) {
            json.writeStringProperty(name, Decimals.print(value));
        }
    }

    @Override
    public void integer(String name, @Nullable Number value) {
        if (value instanceof BigInteger big) {
            json.writeNumberProperty(name, big);
        } else if (value != null) {
            json.writeNumberProperty(name, value.longValue());
        }
    }

    @Override
    public void bool(String name, @Nullable Boolean value) {
        if (value != null) {
            json.writeBooleanProperty(name, value);
        }
    }

    @Override
    public void date(String name, @Nullable LocalDate value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }

    @Override
    public void instant(String name, @Nullable Instant value) {
        if (value != null) {
            json.writeStringProperty(name, Timestamps.print(value));
        }
    }

    @Override
    public void reference(String name, String collection, @Nullable Object id) {
        if (id != null) {
            json.writeStringProperty(name, baseUrl.of(collection, id));
        }
    }

    @Override
    public void url(String name, String path) {
        json.writeStringProperty(name, baseUrl.of(path));
    }

    @Override
    public void object(String name, Body content) {
        json.writeObjectPropertyStart(name);
        content.write(this);
        json.writeEndObject();
    }

    @Override
    public <T> void list(String name, String singular, Collection<T> elements, BiConsumer<WireWriter, T> writeElement) {
        json.writeArrayPropertyStart(name);
        for (T element : elements) {
            json.writeStartObject();
            writeElement.accept(this, element);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void texts(String name, String singular, Collection<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    @Override
    public void decimals(String name, String singular, Collection<BigDecimal> values) {
        texts(name, singular, values.stream().map(Decimals::print).toList());
    }
}
