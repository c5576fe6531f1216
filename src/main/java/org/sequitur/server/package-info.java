/** Puts the rooms together: one web server over one database. */
@NullMarked
package org.sequitur.server;

import org.jspecify.annotations.NullMarked;
