package org.sequitur.invoice;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.CompanyType;
import org.sequitur.company.SalesTaxColumns;
import org.sequitur.company.SalesTaxHistory;
import org.sequitur.contact.ContactName;
import org.sequitur.store.Flight;
import org.sequitur.store.Rows;

/** Looks up, for many invoices at once, what they refer to. */
public final class InvoiceLookups {

    private static final String SELLERS =
            """
            SELECT c.id, c.type, c.currency, c.sales_tax_name, c.sales_tax_registration_status,
                   c.sales_tax_registration_number, c.sales_tax_effective_date,
                   c.sales_tax_deregistration_effective_date, c.sales_tax_rates, c.sales_tax_is_value_added,
                   c.second_sales_tax_name, c.second_sales_tax_rates, c.second_sales_tax_is_compound,
                   c.in_northern_ireland, c.cis_subcontractor, b.id AS bank_account_id,
                   c.strict_since IS NOT NULL AS is_strict, %s
            FROM %s JOIN bank_account b ON b.company_id = c.id AND b.is_primary
            WHERE c.id = ANY(?) AND b.company_id = ANY(?)
            """.formatted(SalesTaxColumns.OF_PERIODS, SalesTaxColumns.COMPANY_AND_PERIODS);

    /** What one invoice of a company says. */
    public record Asked(long companyId, InvoiceContents contents) {}

    private record Key(long companyId, long id) {}

    private record RateKey(long companyId, String currency, LocalDate datedOn) {}

    private final Map<Long, Seller> sellers = new HashMap<>();
    private final Map<Long, SalesTaxHistory> salesTaxes = new HashMap<>();
    private final Set<Long> strict = new HashSet<>();
    private final Map<Key, Customer> customers = new HashMap<>();
    private final Map<Key, BilledProject> projects = new HashMap<>();
    private final Set<Key> bankAccounts = new HashSet<>();
    private final Set<Key> properties = new HashSet<>();
    private final Set<Key> stockItems = new HashSet<>();
    private final Map<RateKey, BigDecimal> rates = new HashMap<>();

    /** Adds the questions to a flight that has locked the registers before. */
    public void ask(Flight flight, Collection<Asked> asked) {
        askSellers(flight, asked);
        askCustomers(flight, asked);
        askProjects(flight, asked);
        askWhich(flight, "bank_account", bankAccounts, asked, contents -> Stream.of(contents.askedBankAccountId()));
        askWhich(flight, "property", properties, asked, contents -> Stream.of(contents.propertyId()));
        askWhich(
                flight,
                "stock_item",
                stockItems,
                asked,
                contents -> contents.items().stream().map(InvoiceItem::stockItemId));
        askRates(flight, asked);
    }

    /** What was found for one of those that were asked for. */
    public Surroundings of(long companyId, InvoiceContents contents) {
        Long contact = contents.contactId();
        Long project = contents.projectId();
        Long bankAccount = contents.askedBankAccountId();
        Long property = contents.propertyId();
        return new Surroundings(
                seller(companyId, contents.askedDatedOn()),
                contact == null ? null : customers.get(new Key(companyId, contact)),
                project == null ? null : projects.get(new Key(companyId, project)),
                bankAccount != null && bankAccounts.contains(new Key(companyId, bankAccount)),
                property != null && properties.contains(new Key(companyId, property)),
                contents.items().stream()
                        .map(InvoiceItem::stockItemId)
                        .filter(item -> item != null && stockItems.contains(new Key(companyId, item)))
                        .collect(Collectors.toUnmodifiableSet()),
                rate(companyId, contents));
    }

    /** The company with the sales tax of the day; without one it is refused anyway. */
    private Seller seller(long companyId, @Nullable LocalDate datedOn) {
        Seller seller = Objects.requireNonNull(sellers.get(companyId));
        SalesTaxHistory history = Objects.requireNonNull(salesTaxes.get(companyId));
        return datedOn == null ? seller : seller.with(history.on(datedOn));
    }

    /** Whether the company numbers its documents when they are issued, and not when they are created. */
    boolean isStrict(long companyId) {
        return strict.contains(companyId);
    }

    private @Nullable BigDecimal rate(long companyId, InvoiceContents contents) {
        String currency = contents.askedCurrency();
        LocalDate datedOn = contents.askedDatedOn();
        return currency == null || datedOn == null ? null : rates.get(new RateKey(companyId, currency, datedOn));
    }

    private void askSellers(Flight flight, Collection<Asked> asked) {
        long[] companyIds =
                asked.stream().mapToLong(Asked::companyId).distinct().toArray();
        flight.ask(
                SELLERS,
                rows -> {
                    while (rows.next()) {
                        long id = rows.getLong(1);
                        SalesTaxHistory history = salesTaxes.get(id);
                        if (history == null) {
                            history = SalesTaxColumns.begun(rows);
                            salesTaxes.put(id, history);
                            sellers.put(id, seller(rows, history));
                        }
                        SalesTaxColumns.addPeriod(rows, history);
                        if (rows.getBoolean("is_strict")) {
                            strict.add(id);
                        }
                    }
                },
                companyIds,
                companyIds);
    }

    private static Seller seller(ResultSet rows, SalesTaxHistory history) throws SQLException {
        return new Seller(
                CompanyType.of(rows.getString("type")),
                rows.getString("currency"),
                history.on(LocalDate.MIN),
                rows.getBoolean("in_northern_ireland"),
                rows.getBoolean("cis_subcontractor"),
                rows.getLong("bank_account_id"));
    }

    private void askCustomers(Flight flight, Collection<Asked> asked) {
        Set<Key> keys = new HashSet<>();
        asked.forEach(one -> add(keys, one.companyId(), one.contents().contactId()));
        askByKey(flight, keys, """
                SELECT company_id, id, organisation_name, first_name, last_name, country, charge_sales_tax,
                       uses_contact_invoice_sequence, uses_contact_level_email_settings,
                       emails_invoices_automatically, emails_payment_reminders, emails_thank_you_notes
                FROM contact JOIN %s AS wanted(company_id, id) USING (company_id, id)
                WHERE contact.company_id = ANY(?)
                """, rows -> {
            while (rows.next()) {
                customers.put(
                        new Key(rows.getLong(1), rows.getLong(2)),
                        new Customer(
                                rows.getLong(2),
                                new ContactName(rows.getString(4), rows.getString(5), rows.getString(3)).display(),
                                rows.getString(6),
                                rows.getString(7),
                                rows.getBoolean(8),
                                emails(rows)));
            }
        });
    }

    private static StatedEmails.Defaults emails(ResultSet rows) throws SQLException {
        return rows.getBoolean(9)
                ? new StatedEmails.Defaults(rows.getBoolean(10), rows.getBoolean(11), rows.getBoolean(12))
                : StatedEmails.Defaults.NONE;
    }

    private void askProjects(Flight flight, Collection<Asked> asked) {
        Set<Key> keys = new HashSet<>();
        asked.forEach(one -> add(keys, one.companyId(), one.contents().projectId()));
        askByKey(flight, keys, """
                SELECT company_id, id, contact_id, uses_project_invoice_sequence, normal_billing_rate, billing_period,
                       hours_per_day
                FROM project JOIN %s AS wanted(company_id, id) USING (company_id, id)
                WHERE project.company_id = ANY(?)
                """, rows -> {
            while (rows.next()) {
                projects.put(
                        new Key(rows.getLong(1), rows.getLong(2)),
                        new BilledProject(
                                rows.getLong(2),
                                rows.getLong(3),
                                rows.getBoolean(4),
                                rows.getBigDecimal(5),
                                rows.getString(6),
                                rows.getBigDecimal(7)));
            }
        });
    }

    /** Which of those that are named the companies have. */
    private static void askWhich(
            Flight flight,
            String table,
            Set<Key> found,
            Collection<Asked> asked,
            Function<InvoiceContents, Stream<@Nullable Long>> named) {
        Set<Key> keys = new HashSet<>();
        asked.forEach(one -> named.apply(one.contents()).forEach(id -> add(keys, one.companyId(), id)));
        askByKey(
                flight,
                keys,
                "SELECT company_id, id FROM " + table
                        + " JOIN %s AS wanted(company_id, id) USING (company_id, id) WHERE " + table
                        + ".company_id = ANY(?)",
                rows -> {
                    while (rows.next()) {
                        found.add(new Key(rows.getLong(1), rows.getLong(2)));
                    }
                });
    }

    private void askRates(Flight flight, Collection<Asked> asked) {
        Set<RateKey> keys = new HashSet<>();
        for (Asked one : asked) {
            String currency = one.contents().askedCurrency();
            LocalDate datedOn = one.contents().askedDatedOn();
            if (currency != null && datedOn != null && one.contents().askedExchangeRate() == null) {
                keys.add(new RateKey(one.companyId(), currency, datedOn));
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        Rows wanted = new Rows("bigint", "text", "date");
        keys.forEach(key -> wanted.add(key.companyId(), key.currency(), key.datedOn()));
        flight.ask(
                """
                SELECT wanted.company_id, wanted.currency, wanted.dated_on, newest.rate
                FROM %s AS wanted(company_id, currency, dated_on)
                CROSS JOIN LATERAL (
                    SELECT r.rate FROM exchange_rate r
                    WHERE r.company_id = wanted.company_id AND r.currency = wanted.currency
                      AND r.dated_on <= wanted.dated_on AND r.company_id = ANY(?)
                    ORDER BY r.dated_on DESC LIMIT 1) AS newest
                """.formatted(wanted.unnest()),
                rows -> {
                    while (rows.next()) {
                        rates.put(
                                new RateKey(rows.getLong(1), rows.getString(2), rows.getObject(3, LocalDate.class)),
                                rows.getBigDecimal(4));
                    }
                },
                wanted.columnsAndCompanies());
    }

    private static void add(Set<Key> keys, long companyId, @Nullable Long id) {
        if (id != null) {
            keys.add(new Key(companyId, id));
        }
    }

    private static void askByKey(Flight flight, Set<Key> keys, String sql, Flight.Reader reader) {
        if (keys.isEmpty()) {
            return;
        }
        Rows wanted = new Rows("bigint", "bigint");
        keys.forEach(key -> wanted.add(key.companyId(), key.id()));
        flight.ask(sql.formatted(wanted.unnest()), reader, wanted.columnsAndCompanies());
    }
}
