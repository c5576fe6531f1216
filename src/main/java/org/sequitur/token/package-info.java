/** Access tokens: bearer secrets that stand for a user of a company. */
@NullMarked
package org.sequitur.token;

import org.jspecify.annotations.NullMarked;
