package org.sequitur.bench;

/** One row of the table: a variant, over so many companies, with so many requests in flight. */
record Scenario(Variant variant, int companies, int inFlight) {

    /** The raw limit knows neither companies nor requests. */
    static final Scenario RAW_LIMIT = new Scenario(Variant.COPY, 1, 1);

    String title() {
        return variant.title() + ", " + companies + (companies == 1 ? " company, " : " companies, ") + inFlight
                + " in flight";
    }
}
