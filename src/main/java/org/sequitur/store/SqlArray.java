package org.sequitur.store;

import org.jspecify.annotations.Nullable;

/**
 * An array parameter of a {@link Flight}.
 *
 * @param typeName PostgreSQL's name of the elements' type, such as {@code bigint} or {@code text}
 */
@SuppressWarnings("ArrayRecordComponent") // it is handed to the driver, never compared
public record SqlArray(String typeName, @Nullable Object[] elements) {}
