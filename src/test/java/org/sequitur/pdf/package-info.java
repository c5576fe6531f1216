/** Tests of documents on paper. */
@NullMarked
package org.sequitur.pdf;

import org.jspecify.annotations.NullMarked;
