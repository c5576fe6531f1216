/** Sales tax over time: the periods of companies outside of the United Kingdom, and the VAT rates of the EU. */
@NullMarked
package org.sequitur.salestax;

import org.jspecify.annotations.NullMarked;
