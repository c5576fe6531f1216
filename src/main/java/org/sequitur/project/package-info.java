/** Work for one contact, billed together. */
@NullMarked
package org.sequitur.project;

import org.jspecify.annotations.NullMarked;
