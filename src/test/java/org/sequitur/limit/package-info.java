@NullMarked
package org.sequitur.limit;

import org.jspecify.annotations.NullMarked;
