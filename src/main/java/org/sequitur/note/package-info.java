/** Free text about contacts and projects. */
@NullMarked
package org.sequitur.note;

import org.jspecify.annotations.NullMarked;
