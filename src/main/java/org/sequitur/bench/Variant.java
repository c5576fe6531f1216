package org.sequitur.bench;

/** What is measured against each other. */
enum Variant {
    COMBINING("Sequitur"),
    ONE_BY_ONE("(a) one transaction each"),
    LAST_PLUS_ONE("(b) last plus one"),
    CONSTANT_TOKEN("(d) constant token"),
    COPY("(c) raw COPY"),
    BATCHES("batches of " + Variant.INVOICES_IN_A_BATCH);

    static final int INVOICES_IN_A_BATCH = 100;

    private final String title;

    Variant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    int invoicesInARequest() {
        return this == BATCHES ? INVOICES_IN_A_BATCH : 1;
    }

    /** Whether requests that are refused are what this variant is there to show. */
    boolean refusesByNature() {
        return this == LAST_PLUS_ONE;
    }
}
