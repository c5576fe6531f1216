@NullMarked
package org.sequitur.numbering;

import org.jspecify.annotations.NullMarked;
