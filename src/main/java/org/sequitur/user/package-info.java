/** The people who sign in to a company. */
@NullMarked
package org.sequitur.user;

import org.jspecify.annotations.NullMarked;
