@NullMarked
package org.sequitur.webhook;

import org.jspecify.annotations.NullMarked;
