@NullMarked
package org.sequitur.suggestion;

import org.jspecify.annotations.NullMarked;
