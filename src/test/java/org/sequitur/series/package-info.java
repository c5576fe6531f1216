/** What strict series guarantee. */
@NullMarked
package org.sequitur.series;

import org.jspecify.annotations.NullMarked;
