@NullMarked
package org.sequitur.oauth;

import org.jspecify.annotations.NullMarked;
