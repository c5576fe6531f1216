/** The company a token belongs to: its founding, its settings and its accounting dates. */
@NullMarked
package org.sequitur.company;

import org.jspecify.annotations.NullMarked;
