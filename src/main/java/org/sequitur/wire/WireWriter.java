package org.sequitur.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attributes of a resource, each by its name on the wire and its kind; the form (JSON or XML) is the
 * implementation's. A null value is left out, as FreeAgent does.
 */
public interface WireWriter {
    void text(String name, @Nullable String value);

    void decimal(String name, @Nullable BigDecimal value);

    void integer(String name, @Nullable Number value);

    void bool(String name, @Nullable Boolean value);

    void date(String name, @Nullable LocalDate value);

    void instant(String name, @Nullable Instant value);

    /** The absolute URL of another record, for example {@code reference("contact", "contacts", 1001)}. */
    void reference(String name, String collection, @Nullable Object id);

    /** The absolute URL of a path below the base URL. */
    void url(String name, String path);

    void object(String name, Body content);

    /** @param singular the name of one element in XML */
    <T> void list(String name, String singular, Collection<T> elements, BiConsumer<WireWriter, T> writeElement);

    void texts(String name, String singular, Collection<String> values);

    void decimals(String name, String singular, Collection<BigDecimal> values);
}
