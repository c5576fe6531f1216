@NullMarked
package org.sequitur.expense;

import org.jspecify.annotations.NullMarked;
