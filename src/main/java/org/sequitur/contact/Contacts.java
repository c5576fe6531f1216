package org.sequitur.contact;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.address.AddressColumns;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The contacts of each company. */
@Component
public final class Contacts {

    /**
     * The figures are worked out for the rows of one page only. They name the company themselves: of what is below a page, a
     * distributed database does not find it out.
     */
    private static final String PROFILES = """
            SELECT contact.*, company.cis_contractor,
                (SELECT count(*) FROM project
                 WHERE project.company_id = ? AND project.contact_id = contact.id
                     AND project.status = 'Active') AS active_projects_count,
                (SELECT coalesce(round(sum((total_value - paid_value) * exchange_rate), 2), 0) FROM document
                 WHERE document.company_id = ? AND document.contact_id = contact.id
                     AND state = 'sent' AND paid_value <> total_value AND written_off_date IS NULL) AS account_balance
            FROM (SELECT * FROM contact %s) AS contact
            JOIN company ON company.id = contact.company_id
            """;

    private static final String INSERT = """
            INSERT INTO contact (
                company_id, first_name, last_name, organisation_name, sort_name,
                email, billing_email, phone_number, mobile,
                address1, address2, address3, town, region, postcode, country,
                contact_name_on_invoices, uses_contact_invoice_sequence,
                charge_sales_tax, sales_tax_registration_number, status, default_payment_terms_in_days, locale,
                emails_invoices_automatically, emails_payment_reminders, emails_thank_you_notes,
                uses_contact_level_email_settings,
                is_cis_subcontractor, cis_deduction_rate, unique_tax_reference, subcontractor_verification_number,
                created_at, updated_at)
            VALUES (
                :companyId, :firstName, :lastName, :organisationName, :sortName,
                :email, :billingEmail, :phoneNumber, :mobile,
                :address1, :address2, :address3, :town, :region, :postcode, :country,
                :namedOnInvoices, :usesOwnSequence,
                :chargeSalesTax, :salesTaxNumber, :status, :paymentTerms, :locale,
                :sendsInvoices, :sendsReminders, :sendsThankYouNotes,
                :overridesEmailSettings,
                :subcontractor, :deductionRate, :uniqueTaxReference, :verificationNumber,
                :createdAt, :updatedAt)
            RETURNING id
            """;

    private static final String UPDATE = """
            UPDATE contact SET
                first_name = :firstName, last_name = :lastName, organisation_name = :organisationName,
                sort_name = :sortName,
                email = :email, billing_email = :billingEmail, phone_number = :phoneNumber, mobile = :mobile,
                address1 = :address1, address2 = :address2, address3 = :address3,
                town = :town, region = :region, postcode = :postcode, country = :country,
                contact_name_on_invoices = :namedOnInvoices, uses_contact_invoice_sequence = :usesOwnSequence,
                charge_sales_tax = :chargeSalesTax, sales_tax_registration_number = :salesTaxNumber,
                status = :status, default_payment_terms_in_days = :paymentTerms, locale = :locale,
                emails_invoices_automatically = :sendsInvoices, emails_payment_reminders = :sendsReminders,
                emails_thank_you_notes = :sendsThankYouNotes,
                uses_contact_level_email_settings = :overridesEmailSettings,
                is_cis_subcontractor = :subcontractor, cis_deduction_rate = :deductionRate,
                unique_tax_reference = :uniqueTaxReference, subcontractor_verification_number = :verificationNumber,
                updated_at = :updatedAt
            WHERE company_id = :companyId AND id = :id
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Contacts(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public boolean exists(long companyId, long id) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM contact WHERE company_id = ? AND id = ?)")
                .params(companyId, id)
                .query(Boolean.class)
                .single();
    }

    /** Those of some contacts that exist, by their ids. */
    public Map<Long, ContactProfile> profiles(long companyId, Collection<Long> ids) {
        Selection selection =
                new Selection("company_id = ?", companyId).and("id = ANY (?)", (Object) ids.toArray(Long[]::new));
        return jdbc
                .sql(PROFILES.formatted(selection.where()))
                .params(ofPage(companyId, selection.parameters()))
                .query((row, number) -> profile(row))
                .list()
                .stream()
                .collect(Collectors.toMap(profile -> profile.contact().id(), Function.identity()));
    }

    @Nullable
    ContactProfile find(long companyId, long id) {
        return profiles(companyId, List.of(id)).get(id);
    }

    long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM contact " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /** @param order what comes after ORDER BY */
    List<ContactProfile> list(long companyId, Selection selection, String order, ListQuery query) {
        String page = selection.where() + " ORDER BY " + order + " LIMIT ? OFFSET ?";
        return jdbc.sql(PROFILES.formatted(page) + " ORDER BY " + order)
                .params(ofPage(companyId, selection.parameters(query.perPage(), query.offset())))
                .query((row, number) -> profile(row))
                .list();
    }

    private static List<Object> ofPage(long companyId, List<Object> parameters) {
        List<Object> all = new ArrayList<>(List.of(companyId, companyId));
        all.addAll(parameters);
        return all;
    }

    /** @return the id of the new contact */
    long add(long companyId, Contact contact) {
        return jdbc.sql(INSERT)
                .params(parameters(companyId, contact))
                .query(Long.class)
                .single();
    }

    /** Changes a contact while nobody else can. */
    void change(long companyId, long id, UnaryOperator<Contact> change) {
        transactions.executeWithoutResult(status -> {
            Contact standing = jdbc.sql("SELECT * FROM contact WHERE company_id = ? AND id = ? FOR NO KEY UPDATE")
                    .params(companyId, id)
                    .query((row, number) -> contact(row))
                    .optional()
                    .orElseThrow(WireException::notFound);
            jdbc.sql(UPDATE)
                    .params(parameters(companyId, change.apply(standing)))
                    .update();
        });
    }

    /** Removes a contact that nothing else refers to. */
    void remove(long companyId, long id) {
        if (isInUse(companyId, id)) {
            throw inUse();
        }
        try {
            int removed = jdbc.sql("DELETE FROM contact WHERE company_id = ? AND id = ?")
                    .params(companyId, id)
                    .update();
            if (removed == 0) {
                throw WireException.notFound();
            }
        } catch (DataAccessException e) {
            // Somebody made a document or a project for it since we looked.
            throw Violation.FOREIGN_KEY.causes(e) ? inUse() : e;
        }
    }

    private boolean isInUse(long companyId, long id) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM project WHERE company_id = :companyId AND contact_id = :id)
                            OR EXISTS (SELECT 1 FROM document WHERE company_id = :companyId AND contact_id = :id)
                            OR EXISTS (SELECT 1 FROM recurring_invoice WHERE company_id = :companyId AND contact_id = :id)
                            OR EXISTS (SELECT 1 FROM estimate WHERE company_id = :companyId AND contact_id = :id)
                        """)
                .param("companyId", companyId)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static WireException inUse() {
        return WireException.forbidden("Contact cannot be deleted while projects or documents refer to it");
    }

    private static Map<String, @Nullable Object> parameters(long companyId, Contact contact) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("companyId", companyId);
        parameters.put("id", contact.id());
        parameters.put("firstName", contact.name().first());
        parameters.put("lastName", contact.name().last());
        parameters.put("organisationName", contact.name().organisation());
        parameters.put("sortName", contact.name().sortName());
        parameters.put("email", contact.email());
        parameters.put("billingEmail", contact.billingEmail());
        parameters.put("phoneNumber", contact.phoneNumber());
        parameters.put("mobile", contact.mobile());
        Address address = contact.address();
        parameters.put("address1", address.address1());
        parameters.put("address2", address.address2());
        parameters.put("address3", address.address3());
        parameters.put("town", address.town());
        parameters.put("region", address.region());
        parameters.put("postcode", address.postcode());
        parameters.put("country", address.country());
        parameters.put("namedOnInvoices", contact.isNamedOnInvoices());
        parameters.put("usesOwnSequence", contact.usesOwnSequence());
        parameters.put("chargeSalesTax", contact.chargeSalesTax());
        parameters.put("salesTaxNumber", contact.salesTaxRegistrationNumber());
        parameters.put("status", contact.status());
        parameters.put("paymentTerms", contact.paymentTermsInDays());
        parameters.put("locale", contact.locale());
        EmailSettings settings = contact.emailSettings();
        parameters.put("sendsInvoices", settings.sendsInvoices());
        parameters.put("sendsReminders", settings.sendsReminders());
        parameters.put("sendsThankYouNotes", settings.sendsThankYouNotes());
        parameters.put("overridesEmailSettings", settings.overridesCompanySettings());
        parameters.put("subcontractor", contact.cis().isSubcontractor());
        parameters.put("deductionRate", contact.cis().deductionRate());
        parameters.put("uniqueTaxReference", contact.cis().uniqueTaxReference());
        parameters.put("verificationNumber", contact.cis().verificationNumber());
        parameters.put("createdAt", Columns.timestamp(contact.createdAt()));
        parameters.put("updatedAt", Columns.timestamp(contact.updatedAt()));
        return parameters;
    }

    private static ContactProfile profile(ResultSet row) throws SQLException {
        BigDecimal balance = row.getBigDecimal("account_balance");
        return new ContactProfile(
                contact(row), row.getLong("active_projects_count"), balance, row.getBoolean("cis_contractor"));
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getLong("id"),
                new ContactName(
                        row.getString("first_name"), row.getString("last_name"), row.getString("organisation_name")),
                row.getString("email"),
                row.getString("billing_email"),
                row.getString("phone_number"),
                row.getString("mobile"),
                AddressColumns.read(row),
                row.getBoolean("contact_name_on_invoices"),
                row.getBoolean("uses_contact_invoice_sequence"),
                row.getString("charge_sales_tax"),
                row.getString("sales_tax_registration_number"),
                row.getString("status"),
                Columns.integer(row, "default_payment_terms_in_days"),
                row.getString("locale"),
                emailSettings(row),
                new CisDetails(
                        row.getBoolean("is_cis_subcontractor"),
                        row.getString("cis_deduction_rate"),
                        row.getString("unique_tax_reference"),
                        row.getString("subcontractor_verification_number")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static EmailSettings emailSettings(ResultSet row) throws SQLException {
        return new EmailSettings(
                row.getBoolean("emails_invoices_automatically"),
                row.getBoolean("emails_payment_reminders"),
                row.getBoolean("emails_thank_you_notes"),
                row.getBoolean("uses_contact_level_email_settings"));
    }
}
