/** The commands of {@code ./sequitur}. */
@NullMarked
package org.sequitur.cli;

import org.jspecify.annotations.NullMarked;
