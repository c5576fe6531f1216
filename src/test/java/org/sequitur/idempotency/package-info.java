@NullMarked
package org.sequitur.idempotency;

import org.jspecify.annotations.NullMarked;
