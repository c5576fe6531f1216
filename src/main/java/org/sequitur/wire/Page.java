package org.sequitur.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a controller that answers people, with pages: it reads forms, and neither tokens nor JSON. Its routes answer only what came
 * through the guard of the pages ({@link Pages}).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Page {}
