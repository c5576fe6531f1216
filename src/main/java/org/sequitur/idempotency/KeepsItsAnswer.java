package org.sequitur.idempotency;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a route whose effect has a transaction of its own. It takes the {@link IdempotentCall}, null when the request bears no key,
 * and in that transaction looks for the answer that was kept, and keeps its own. It may refuse before that: a kept answer goes
 * before a refusal.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface KeepsItsAnswer {}
