/** Clients and suppliers of a company. */
@NullMarked
package org.sequitur.contact;

import org.jspecify.annotations.NullMarked;
