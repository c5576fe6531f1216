/** Amounts of money: currencies and rounding. */
@NullMarked
package org.sequitur.money;

import org.jspecify.annotations.NullMarked;
