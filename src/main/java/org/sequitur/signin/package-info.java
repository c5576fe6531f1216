/** The pages on which people sign in and look after their account, and what stands before all pages. */
@NullMarked
package org.sequitur.signin;

import org.jspecify.annotations.NullMarked;
