/** What is offered to customers, before it becomes an invoice. */
@NullMarked
package org.sequitur.estimate;

import org.jspecify.annotations.NullMarked;
