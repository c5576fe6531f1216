@NullMarked
package org.sequitur.log;

import org.jspecify.annotations.NullMarked;
