/** Tests of the outbox, and a mail server that does what it is told. */
@NullMarked
package org.sequitur.outbox;

import org.jspecify.annotations.NullMarked;
