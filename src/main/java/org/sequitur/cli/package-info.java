/** The command line: what a user types, and one clear line when it cannot be done. */
@NullMarked
package org.sequitur.cli;

import org.jspecify.annotations.NullMarked;
