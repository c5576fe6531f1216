package org.sequitur.category;

/**
 * What an account below one of the chart is for.
 *
 * @param attribute that names it on the wire
 * @param collection as paths have it
 */
public record SubAccount(String attribute, String collection, long id) {}
