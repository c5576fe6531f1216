/** What the tables of plain records have in common: found, listed, counted, added, changed and removed within one company. */
@NullMarked
package org.sequitur.record;

import org.jspecify.annotations.NullMarked;
