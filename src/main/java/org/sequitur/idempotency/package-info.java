/**
 * Safe retries: a POST that bears an {@code Idempotency-Key} takes effect once, however often it is sent, and every repetition is
 * answered like the first. After draft-ietf-httpapi-idempotency-key-header-07.
 */
@NullMarked
package org.sequitur.idempotency;

import org.jspecify.annotations.NullMarked;
