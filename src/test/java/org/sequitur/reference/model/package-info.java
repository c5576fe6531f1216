@NullMarked
package org.sequitur.reference.model;

import org.jspecify.annotations.NullMarked;
