/** Whole companies as files: everything that is stored of one, out of a database and into another. */
@NullMarked
package org.sequitur.archive;

import org.jspecify.annotations.NullMarked;
