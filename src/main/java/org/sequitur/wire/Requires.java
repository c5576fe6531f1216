package org.sequitur.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The least permission level for the routes of a class, or for one route; a lower level is answered 403. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {
    /** What whoever has a lower level is told. */
    String NOT_ALLOWED = "You are not allowed to access this action.";

    PermissionLevel value();
}
