/** The people who sign in: their passwords, their sessions. */
@NullMarked
package org.sequitur.person;

import org.jspecify.annotations.NullMarked;
