/** OAuth 2: apps, what people grant them, and the two endpoints that FreeAgent's clients know. */
@NullMarked
package org.sequitur.oauth;

import org.jspecify.annotations.NullMarked;
