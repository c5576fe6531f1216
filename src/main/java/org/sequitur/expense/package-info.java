/** What people pay and drive for their company, and billing it to customers. */
@NullMarked
package org.sequitur.expense;

import org.jspecify.annotations.NullMarked;
