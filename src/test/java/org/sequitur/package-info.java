@NullMarked
package org.sequitur;

import org.jspecify.annotations.NullMarked;
