/** FreeAgent's conventions of the wire, once for every resource: JSON and XML, errors, paging, links and references. */
@NullMarked
package org.sequitur.wire;

import org.jspecify.annotations.NullMarked;
