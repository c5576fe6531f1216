/**
 * What rooms tell of themselves in figures. Of the JDK alone: to count must cost next to nothing, and nothing that makes a page of it is
 * even loaded before somebody asks for one.
 */
@NullMarked
package org.sequitur.metric;

import org.jspecify.annotations.NullMarked;
