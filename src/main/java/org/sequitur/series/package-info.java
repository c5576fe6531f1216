/** Strict series: numbers that are given when a document is issued, in a chain that shows every later change. */
@NullMarked
package org.sequitur.series;

import org.jspecify.annotations.NullMarked;
