@NullMarked
package org.sequitur.mail;

import org.jspecify.annotations.NullMarked;
