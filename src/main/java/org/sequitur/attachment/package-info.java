/** Files that hang on records: taken in, kept, shown by links that end, and removed. */
@NullMarked
package org.sequitur.attachment;

import org.jspecify.annotations.NullMarked;
