/** What is mailed about documents, when and by whom: mails that are asked for, and those that leave by themselves. */
@NullMarked
package org.sequitur.correspondence;

import org.jspecify.annotations.NullMarked;
