/** Mails about documents: put down in the transaction that changes the document, delivered at least once, and kept. */
@NullMarked
package org.sequitur.outbox;

import org.jspecify.annotations.NullMarked;
