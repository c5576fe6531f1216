/** What a company sees of its numbering: the sequences, what comes next in each, and a report that explains every gap. */
@NullMarked
package org.sequitur.numbering;

import org.jspecify.annotations.NullMarked;
