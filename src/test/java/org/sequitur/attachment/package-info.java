@NullMarked
package org.sequitur.attachment;

import org.jspecify.annotations.NullMarked;
