/** What is done in projects. */
@NullMarked
package org.sequitur.task;

import org.jspecify.annotations.NullMarked;
