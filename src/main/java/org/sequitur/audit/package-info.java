/** Who did what to which record, when, from where, through which app. What is written here is never changed. */
@NullMarked
package org.sequitur.audit;

import org.jspecify.annotations.NullMarked;
