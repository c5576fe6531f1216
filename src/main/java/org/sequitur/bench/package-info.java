/** The benchmark: servers under test and a load generator in processes of their own, and a report of what they did. */
@NullMarked
package org.sequitur.bench;

import org.jspecify.annotations.NullMarked;
