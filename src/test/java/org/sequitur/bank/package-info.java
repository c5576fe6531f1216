@NullMarked
package org.sequitur.bank;

import org.jspecify.annotations.NullMarked;
