@NullMarked
package org.sequitur.statement;

import org.jspecify.annotations.NullMarked;
