package org.sequitur.wire;

import org.jspecify.annotations.Nullable;

/**
 * An answer in the bytes that a client gets.
 *
 * @param location the value of {@code Location}, if there is one
 * @param mediaType such as {@code application/json}; the bytes are UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // it is stored and sent, never compared
public record RenderedAnswer(int status, @Nullable String location, String mediaType, byte[] bytes) {}
