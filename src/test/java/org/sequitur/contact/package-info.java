/** What contacts guarantee. */
@NullMarked
package org.sequitur.contact;

import org.jspecify.annotations.NullMarked;
