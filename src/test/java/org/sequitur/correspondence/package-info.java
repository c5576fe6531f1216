/** Tests of what is mailed about documents. */
@NullMarked
package org.sequitur.correspondence;

import org.jspecify.annotations.NullMarked;
