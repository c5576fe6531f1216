@NullMarked
package org.sequitur.bench;

import org.jspecify.annotations.NullMarked;
