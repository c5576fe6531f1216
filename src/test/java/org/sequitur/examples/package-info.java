@NullMarked
package org.sequitur.examples;

import org.jspecify.annotations.NullMarked;
