/** What a business does from beginning to end, over real HTTP and with real mails. */
@NullMarked
package org.sequitur.story;

import org.jspecify.annotations.NullMarked;
