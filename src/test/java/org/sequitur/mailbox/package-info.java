/** Tests of what companies see of their outbox. */
@NullMarked
package org.sequitur.mailbox;

import org.jspecify.annotations.NullMarked;
