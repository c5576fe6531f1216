/** The ground everything stands on: PostgreSQL, embedded or the user's own, its schema and its connections. */
@NullMarked
package org.sequitur.store;

import org.jspecify.annotations.NullMarked;
