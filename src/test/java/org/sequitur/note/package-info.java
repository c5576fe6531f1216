@NullMarked
package org.sequitur.note;

import org.jspecify.annotations.NullMarked;
