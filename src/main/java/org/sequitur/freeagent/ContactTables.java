package org.sequitur.freeagent;

import org.sequitur.contact.ContactName;
import org.sequitur.freeagent.SourceArchive.Tables;

/** Contacts, projects, their tasks and notes. */
record ContactTables(Tables tables) {

    void write() {
        copy("contact", "contacts", this::contact);
        copy("project", "projects", this::project);
        copy("task", "tasks", this::task);
        copy("note", "notes", this::note);
    }

    private interface Mapping {
        Row of(SourceRecord source);
    }

    private void copy(String table, String list, Mapping mapping) {
        tables.table(
                table,
                rows -> tables.pages().records(list, source -> {
                    rows.add(mapping.of(source));
                    tables.report().copied(list);
                }));
    }

    private Row contact(SourceRecord contact) {
        ContactName name = new ContactName(
                contact.text("first_name"), contact.text("last_name"), contact.text("organisation_name"));
        return new Row(contact)
                .put("id", contact.id())
                .texts("first_name", "last_name", "organisation_name")
                .put("sort_name", name.sortName())
                .texts("email", "billing_email", "phone_number", "mobile")
                .texts("address1", "address2", "address3", "town", "region", "postcode", "country")
                .put("contact_name_on_invoices", contact.is("contact_name_on_invoices", true))
                .flags("uses_contact_invoice_sequence")
                .text("charge_sales_tax", "Auto")
                .texts("sales_tax_registration_number")
                .text("status", "Active")
                .texts("default_payment_terms_in_days")
                .text("locale", "en")
                .flags("emails_invoices_automatically", "emails_payment_reminders", "emails_thank_you_notes")
                .flags("uses_contact_level_email_settings", "is_cis_subcontractor")
                .texts("cis_deduction_rate", "unique_tax_reference", "subcontractor_verification_number")
                .times(tables.known().since());
    }

    private Row project(SourceRecord project) {
        return new Row(project)
                .put("id", project.id())
                .references("contact")
                .texts("name")
                .text("status", "Active")
                .text("currency", tables.known().currency())
                .text("budget_units", "Hours")
                .text("budget", "0")
                .text("hours_per_day", "8")
                .text("normal_billing_rate", "0")
                .text("billing_period", "hour")
                .texts("contract_po_reference")
                .flags("uses_project_invoice_sequence")
                .put("is_ir35", project.has("is_ir35") ? project.is("is_ir35") : null)
                .texts("starts_on", "ends_on")
                .put(
                        "include_unbilled_time_in_profitability",
                        project.is("include_unbilled_time_in_profitability", true))
                .times(tables.known().since());
    }

    private Row task(SourceRecord task) {
        return new Row(task)
                .put("id", task.id())
                .references("project")
                .texts("name")
                .put("is_billable", task.is("is_billable", true))
                .text("status", "Active")
                .text("billing_rate", "0")
                .text("billing_period", "hour")
                .times(tables.known().since());
    }

    private Row note(SourceRecord note) {
        String author = note.text("author", "");
        boolean isOfProject = note.text("parent_url", "").matches(".*/projects?/[0-9]+");
        Long parent = note.reference("parent_url");
        return new Row(note)
                .put("id", note.id())
                .put("contact_id", isOfProject ? null : parent)
                .put("project_id", isOfProject ? parent : null)
                .text("note", "")
                .put("author_id", tables.known().userCalled(author))
                .put("author_name", author)
                .times(tables.known().since());
    }
}
