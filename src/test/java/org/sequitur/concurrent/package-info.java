@NullMarked
package org.sequitur.concurrent;

import org.jspecify.annotations.NullMarked;
