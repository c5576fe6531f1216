/** What counts as an address. */
@NullMarked
package org.sequitur.address;

import org.jspecify.annotations.NullMarked;
