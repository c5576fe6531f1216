/** What lines of bank accounts were for, and the payments of documents that follow from it. */
@NullMarked
package org.sequitur.explanation;

import org.jspecify.annotations.NullMarked;
