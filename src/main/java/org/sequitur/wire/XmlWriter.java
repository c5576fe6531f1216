package org.sequitur.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** The wire as XML: dashes for underscores, a {@code type} attribute on everything that is not text. */
final class XmlWriter implements WireWriter {

    private final XMLStreamWriter xml;
    private final BaseUrl baseUrl;

    XmlWriter(XMLStreamWriter xml, BaseUrl baseUrl) {
        this.xml = xml;
        this.baseUrl = baseUrl;
    }

    @Override
    public void text(String name, @Nullable String value) {
        element(name, null, value);
    }

    @Override
    public void decimal(String name, @Nullable BigDecimal value) {
        element(name, "decimal", value == null ? null : Decimals.print(value));
    }

    @Override
    public void integer(String name, @Nullable Number value) {
        element(name, "integer", value == null ? null : value.toString());
    }

    @Override
    public void bool(String name, @Nullable Boolean value) {
        element(name, "boolean", value == null ? null : value.toString());
    }

    @Override
    public void date(String name, @Nullable LocalDate value) {
        element(name, "date", value == null ? null : value.toString());
    }

    @Override
    public void instant(String name, @Nullable Instant value) {
        element(name, "datetime", value == null ? null : Timestamps.print(value));
    }

    @Override
    public void reference(String name, String collection, @Nullable Object id) {
        element(name, null, id == null ? null : baseUrl.of(collection, id));
    }

    @Override
    public void url(String name, String path) {
        element(name, null, baseUrl.of(path));
    }

    @Override
    public void object(String name, Body content) {
        within(name, null, () -> content.write(this));
    }

    @Override
    public <T> void list(String name, String singular, Collection<T> elements, BiConsumer<WireWriter, T> writeElement) {
        // Errors alone have no type: <errors><error><message>.
        within(name, "errors".equals(name) ? null : "array", () -> {
            for (T element : elements) {
                within(singular, null, () -> writeElement.accept(this, element));
            }
        });
    }

    @Override
    public void texts(String name, String singular, Collection<String> values) {
        within(name, "array", () -> values.forEach(value -> element(singular, null, value)));
    }

    @Override
    public void decimals(String name, String singular, Collection<BigDecimal> values) {
        within(name, "array", () -> values.forEach(value -> decimal(singular, value)));
    }

    private void element(String name, @Nullable String type, @Nullable String content) {
        if (content == null) {
            return;
        }
        within(name, type, () -> {
            try {
                xml.writeCharacters(legal(content));
            } catch (XMLStreamException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void within(String name, @Nullable String type, Runnable content) {
        try {
            xml.writeStartElement(name.replace('_', '-'));
            if (type != null) {
                xml.writeAttribute("type", type);
            }
            content.run();
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Control characters that XML 1.0 cannot carry in any form become the replacement character. */
    private static String legal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isIllegal(text.charAt(i))) {
                StringBuilder legal = new StringBuilder(text);
                for (int j = i; j < legal.length(); j++) {
                    if (isIllegal(legal.charAt(j))) {
                        legal.setCharAt(j, '\uFFFD');
                    }
                }
                return legal.toString();
            }
        }
        return text;
    }

    private static boolean isIllegal(char c) {
        return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
    }
}
