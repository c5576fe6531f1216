/** The accounts that a company has with banks, and that its invoices ask customers to pay into. */
@NullMarked
package org.sequitur.bank;

import org.jspecify.annotations.NullMarked;
