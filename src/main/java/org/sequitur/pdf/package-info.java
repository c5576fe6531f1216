/** Invoices, credit notes and estimates on paper: PDFs in the customer's language, from a template that a company may replace. */
@NullMarked
package org.sequitur.pdf;

import org.jspecify.annotations.NullMarked;
