/**
 * All that a database holds, and the files of its attachments, in one file. Rows are in PostgreSQL's text form, one part for each table,
 * so a backup can be restored into any version of PostgreSQL.
 */
@NullMarked
package org.sequitur.backup;

import org.jspecify.annotations.NullMarked;
