/** PostgreSQL: the embedded server, connections, migrations and what SQL needs everywhere. */
@NullMarked
package org.sequitur.store;

import org.jspecify.annotations.NullMarked;
