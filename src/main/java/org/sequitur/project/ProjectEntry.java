package org.sequitur.project;

import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/**
 * A project as clients see it.
 *
 * @param nestedContact the whole contact, for those who asked for it in place of its address
 * @param isDeletable null in lists, which do not say
 */
record ProjectEntry(
        Project project,
        ContactName contactName,
        @Nullable Body nestedContact,
        @Nullable Boolean isDeletable) implements Body {

    ProjectEntry withContact(@Nullable Body contact) {
        return new ProjectEntry(project, contactName, contact, isDeletable);
    }

    ProjectEntry withDeletable(boolean deletable) {
        return new ProjectEntry(project, contactName, nestedContact, deletable);
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "projects", project.id());
        out.text("name", project.name());
        if (nestedContact == null) {
            out.reference("contact", "contacts", project.contactId());
            out.text("contact_name", contactName.display());
        } else {
            out.object("contact", nestedContact);
        }
        out.integer("budget", project.budget());
        out.text("status", project.status());
        out.text("budget_units", project.budgetUnits());
        out.decimal("normal_billing_rate", project.normalBillingRate());
        out.decimal("hours_per_day", project.hoursPerDay());
        out.bool("uses_project_invoice_sequence", project.usesOwnSequence());
        out.text("currency", project.currency());
        out.text("billing_period", project.billingPeriod());
        out.text("contract_po_reference", project.contractPoReference());
        out.bool("is_ir35", project.isIr35());
        out.date("starts_on", project.startsOn());
        out.date("ends_on", project.endsOn());
        out.bool("include_unbilled_time_in_profitability", project.countsUnbilledTime());
        out.bool("is_deletable", isDeletable);
        out.instant("created_at", project.createdAt());
        out.instant("updated_at", project.updatedAt());
    }
}
