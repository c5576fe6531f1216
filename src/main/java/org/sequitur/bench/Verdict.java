package org.sequitur.bench;

/**
 * What was answered and what is stored, of one group of companies and over all rounds, warming up included.
 *
 * @param refusesByNature whether refusals are what the group is there to show
 * @param created invoices that were answered 201
 * @param refused requests that were answered anything else
 * @param complaint the first such answer, or an empty text
 */
record Verdict(
        String title, boolean refusesByNature, long created, long refused, StoredInvoices stored, String complaint) {

    /** Whether exactly what was acknowledged is stored, without duplicate and hole. */
    boolean isSound() {
        return stored.count() == created
                && stored.duplicates() == 0
                && stored.skipped() == 0
                && (refused == 0 || refusesByNature);
    }
}
