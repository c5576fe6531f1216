/** Whether companies stay apart, whoever asks and however. */
@NullMarked
package org.sequitur.security;

import org.jspecify.annotations.NullMarked;
