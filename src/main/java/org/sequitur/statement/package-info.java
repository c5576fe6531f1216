/** Statements of banks: read from what a bank gives out, and put into the account that they are of. */
@NullMarked
package org.sequitur.statement;

import org.jspecify.annotations.NullMarked;
