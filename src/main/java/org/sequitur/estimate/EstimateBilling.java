package org.sequitur.estimate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.invoice.Billing;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceOrigin;
import org.sequitur.store.Flight;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Component;

/**
 * {@code include_estimates}: the estimates of the projects that are open or approved, in the currency of the invoice, go onto it and are
 * invoiced with it. Each is locked while it is billed, so it is on one invoice, whatever races.
 */
@Component
final class EstimateBilling implements Billing {

    private static final String ATTRIBUTE = "include_estimates";

    /** On one invoice; the rest is left for the next one. */
    private static final int MOST = 100;

    private static final Set<String> WORDS = Arrays.stream(BilledEstimate.Grouping.values())
            .map(BilledEstimate.Grouping::word)
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public @Nullable InvoiceOrigin asked(
            long companyId, InvoiceContents invoice, List<Long> projectIds, WireObject sent) {
        String word = sent.oneOf(ATTRIBUTE, null, WORDS);
        return Arrays.stream(BilledEstimate.Grouping.values())
                .filter(grouping -> grouping.word().equals(word))
                .findFirst()
                .map(grouping -> new Offers(companyId, invoice, projectIds, grouping))
                .orElse(null);
    }

    private static final class Offers implements InvoiceOrigin {

        private final long companyId;
        private final long contactId;
        private final String currency;
        private final long[] projectIds;
        private final BilledEstimate.Grouping grouping;
        private final Map<Long, BilledEstimate> estimates = new LinkedHashMap<>();

        private Offers(
                long companyId, InvoiceContents invoice, List<Long> projectIds, BilledEstimate.Grouping grouping) {
            this.companyId = companyId;
            this.contactId = invoice.contact();
            this.currency = Objects.requireNonNullElse(invoice.askedCurrency(), "");
            this.projectIds = projectIds.stream().mapToLong(Long::longValue).toArray();
            this.grouping = grouping;
        }

        @Override
        public void ask(Flight look) {
            look.ask("""
                    SELECT id, estimate_type, reference, discount_percent FROM estimate
                    WHERE company_id = ? AND project_id = ANY(?) AND contact_id = ? AND status IN ('Open', 'Approved')
                      AND currency = coalesce(nullif(?, ''), (SELECT currency FROM company WHERE id = ?))
                    ORDER BY id LIMIT ?
                    FOR NO KEY UPDATE
                    """, this::readEstimates, companyId, projectIds, contactId, currency, companyId, MOST);
            look.ask("""
                    SELECT i.* FROM estimate e JOIN estimate_item i ON i.company_id = e.company_id AND i.estimate_id = e.id
                    WHERE e.company_id = ? AND e.project_id = ANY(?) AND e.contact_id = ? AND e.status IN ('Open', 'Approved')
                    ORDER BY i.estimate_id, i.position
                    """, this::readLines, companyId, projectIds, contactId);
        }

        private void readEstimates(ResultSet rows) throws SQLException {
            estimates.clear();
            while (rows.next()) {
                long id = rows.getLong("id");
                estimates.put(
                        id,
                        new BilledEstimate(
                                id,
                                rows.getString("estimate_type"),
                                rows.getString("reference"),
                                rows.getBigDecimal("discount_percent"),
                                new ArrayList<>()));
            }
        }

        /** Of those that are locked: another may have been approved since. */
        private void readLines(ResultSet rows) throws SQLException {
            while (rows.next()) {
                BilledEstimate estimate = estimates.get(rows.getLong("estimate_id"));
                if (estimate != null) {
                    estimate.lines().add(Estimates.line(rows));
                }
            }
        }

        @Override
        public void take(Set<Object> taken) {
            estimates.keySet().removeIf(id -> !taken.add(new EstimateOrigin.Billed(companyId, id)));
        }

        @Override
        public List<InvoiceItem> lines() {
            return grouping.lines(List.copyOf(estimates.values()));
        }

        @Override
        public void tell(Flight write, Invoice stored) {
            write.tell(
                    """
                    UPDATE estimate SET status = ?, invoice_id = ?,
                           updated_at = greatest(?, moment_after(updated_at))
                    WHERE company_id = ? AND id = ANY(?)
                    """,
                    EstimateStatus.INVOICED.word(),
                    stored.id(),
                    stored.updatedAt(),
                    companyId,
                    estimates.keySet().stream().mapToLong(Long::longValue).toArray());
        }
    }
}
