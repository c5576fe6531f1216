@NullMarked
package org.sequitur.signin;

import org.jspecify.annotations.NullMarked;
