@NullMarked
package org.sequitur.node;

import org.jspecify.annotations.NullMarked;
