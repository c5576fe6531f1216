/** What users guarantee. */
@NullMarked
package org.sequitur.user;

import org.jspecify.annotations.NullMarked;
