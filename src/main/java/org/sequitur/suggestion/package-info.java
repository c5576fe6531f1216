/** Which open invoices a line of a bank account might pay, and why one would think so. */
@NullMarked
package org.sequitur.suggestion;

import org.jspecify.annotations.NullMarked;
