/** What projects guarantee. */
@NullMarked
package org.sequitur.project;

import org.jspecify.annotations.NullMarked;
