/** Mails to people, or to the console where no mail server is set. */
@NullMarked
package org.sequitur.mail;

import org.jspecify.annotations.NullMarked;
