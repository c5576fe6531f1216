/** Sequitur: an invoicing server whose references follow one another. */
@NullMarked
package org.sequitur;

import org.jspecify.annotations.NullMarked;
