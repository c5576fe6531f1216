/** What companies guarantee. */
@NullMarked
package org.sequitur.company;

import org.jspecify.annotations.NullMarked;
