/** What is known of currencies. */
@NullMarked
package org.sequitur.money;

import org.jspecify.annotations.NullMarked;
