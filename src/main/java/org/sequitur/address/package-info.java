/** Where people are reached: postal addresses, countries and e-mail addresses. */
@NullMarked
package org.sequitur.address;

import org.jspecify.annotations.NullMarked;
