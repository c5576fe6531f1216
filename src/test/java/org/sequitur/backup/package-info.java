@NullMarked
package org.sequitur.backup;

import org.jspecify.annotations.NullMarked;
