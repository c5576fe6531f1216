/** The outbox as its company sees it: by routes, and by pages for people who are signed in. */
@NullMarked
package org.sequitur.mailbox;

import org.jspecify.annotations.NullMarked;
