/** Webhooks: who is told that something has changed, and the telling, after the Standard Webhooks specification. */
@NullMarked
package org.sequitur.webhook;

import org.jspecify.annotations.NullMarked;
