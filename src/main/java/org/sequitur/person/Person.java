package org.sequitur.person;

/** Somebody who signs in, to one company or several. */
public record Person(long id, String email) {}
