@NullMarked
package org.sequitur.archive;

import org.jspecify.annotations.NullMarked;
