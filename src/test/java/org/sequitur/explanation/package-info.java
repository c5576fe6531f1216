@NullMarked
package org.sequitur.explanation;

import org.jspecify.annotations.NullMarked;
