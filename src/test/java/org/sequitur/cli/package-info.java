@NullMarked
package org.sequitur.cli;

import org.jspecify.annotations.NullMarked;
