package org.sequitur.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A {@link WireObject} parameter that holds the attributes sent in the body, below this root key or, as FreeAgent accepts
 * too, without any root. An empty body or object is answered 400, except where all attributes may be left out. Or an {@link Upload}
 * parameter, with an array below the root key or a file in the form field of its name; then what is empty is answered 406.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Root {
    String value();

    boolean mayBeEmpty() default false;
}
