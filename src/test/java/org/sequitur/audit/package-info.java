@NullMarked
package org.sequitur.audit;

import org.jspecify.annotations.NullMarked;
