@NullMarked
package org.sequitur.browser;

import org.jspecify.annotations.NullMarked;
