package org.sequitur.store;

/**
 * A step by which the tables came to be what they are.
 *
 * @param version such as {@code 12}
 * @param checksum of its text, by which Flyway knows it again
 */
public record AppliedMigration(String version, int checksum) {}
