@NullMarked
package org.sequitur.pricelist;

import org.jspecify.annotations.NullMarked;
