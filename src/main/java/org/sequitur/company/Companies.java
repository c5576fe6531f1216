package org.sequitur.company;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.address.AddressColumns;
import org.sequitur.store.Columns;
import org.sequitur.store.HouseConnections;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.PermissionLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The companies of this server. */
@Component
public final class Companies {

    private static final String INSERT_COMPANY = """
            INSERT INTO company (
                id, name, subdomain, type, currency, mileage_units,
                company_start_date, first_accounting_year_end, freeagent_start_date,
                address1, address2, address3, town, region, postcode, country, short_date_format, time_zone,
                sales_tax_name, sales_tax_registration_status, sales_tax_registration_number,
                sales_tax_effective_date, sales_tax_deregistration_effective_date,
                sales_tax_rates, sales_tax_is_value_added,
                second_sales_tax_name, second_sales_tax_rates, second_sales_tax_is_compound,
                in_northern_ireland, cis_subcontractor, cis_contractor, held_since, created_at, updated_at)
            VALUES (
                :id, :name, :subdomain, :type, :currency, :mileageUnits,
                :companyStart, :firstYearEnd, :freeagentStart,
                :address1, :address2, :address3, :town, :region, :postcode, :country, :dateFormat, :timeZone,
                :taxName, :taxStatus, :taxNumber,
                :taxEffective, :taxEnd,
                CAST(:taxRates AS numeric[]), :taxIsValueAdded,
                :secondTaxName, CAST(:secondTaxRates AS numeric[]), :secondTaxIsCompound,
                :northernIreland, :cisSubcontractor, :cisContractor,
                CASE WHEN :held THEN CAST(:now AS timestamptz) END, :now, :now)
            ON CONFLICT (subdomain) DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final HouseConnections house;
    private final RecordClock recordClock;
    private final Clock clock;

    /** @param jdbc sees the company at work, or all of them */
    public Companies(JdbcClient jdbc, HouseConnections house, RecordClock recordClock, Clock clock) {
        this.jdbc = jdbc;
        this.house = house;
        this.recordClock = recordClock;
        this.clock = clock;
    }

    public @Nullable Company find(long id) {
        return jdbc.sql("SELECT c.*, " + SalesTaxColumns.OF_PERIODS + " FROM " + SalesTaxColumns.COMPANY_AND_PERIODS
                        + " WHERE c.id = ?")
                .param(id)
                .query(rows -> rows.next() ? Optional.of(company(rows)) : Optional.<Company>empty())
                .orElse(null);
    }

    /** The company of a caller, which therefore exists. */
    public Company get(long id) {
        return Objects.requireNonNull(find(id), () -> "company " + id + " does not exist");
    }

    /** Whether anything exists that states amounts in the company's currency, or rates to it. */
    boolean haveDocuments(long companyId) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM document WHERE company_id = :company)
                            OR EXISTS (SELECT FROM recurring_invoice WHERE company_id = :company)
                            OR EXISTS (SELECT FROM estimate WHERE company_id = :company)
                            OR EXISTS (SELECT FROM expense WHERE company_id = :company)
                            OR EXISTS (SELECT FROM bank_transaction WHERE company_id = :company)
                        """).param("company", companyId).query(Boolean.class).single();
    }

    /** Founds a company with all that it needs to invoice: its owner, its books and a bank account. */
    public NewCompany create(CompanyFounding founding) {
        return Objects.requireNonNull(house.transactions().execute(status -> {
            Instant now = recordClock.now();
            long companyId = insertCompany(founding, now);
            long ownerId = insertOwner(companyId, founding, now);
            house.jdbc()
                    .sql("INSERT INTO document_register (company_id) VALUES (?)")
                    .param(companyId)
                    .update();
            insertBankAccount(companyId, founding.currency(), now);
            return new NewCompany(companyId, ownerId);
        }));
    }

    private long insertCompany(CompanyFounding founding, Instant now) {
        long id = house.jdbc()
                .sql("SELECT nextval('company_id')")
                .query(Long.class)
                .single();
        String suggested = founding.suggestedSubdomain();
        // The last candidate is free for certain: no other founding makes a subdomain with this id after a dash.
        for (String subdomain : List.of(suggested, suggested + id, suggested + "-" + id)) {
            if (insertCompany(id, subdomain, founding, now)) {
                return id;
            }
        }
        throw new IllegalStateException("no subdomain is free for " + founding.name());
    }

    private boolean insertCompany(long id, String subdomain, CompanyFounding founding, Instant now) {
        AccountingDates dates = founding.accountingDates(LocalDate.now(clock.withZone(founding.timeZone())));
        Address address = founding.address();
        SalesTax tax = founding.salesTax();
        return house.jdbc()
                        .sql(INSERT_COMPANY)
                        .param("id", id)
                        .param("name", founding.name().strip())
                        .param("subdomain", subdomain)
                        .param("type", founding.type().wireName())
                        .param("currency", founding.currency())
                        .param(
                                "mileageUnits",
                                founding.type().isUk() || founding.type().isUs() ? "miles" : "kilometers")
                        .param("companyStart", dates.companyStart())
                        .param("firstYearEnd", dates.firstYearEnd())
                        .param("freeagentStart", dates.freeagentStart())
                        .param("address1", address.address1())
                        .param("address2", address.address2())
                        .param("address3", address.address3())
                        .param("town", address.town())
                        .param("region", address.region())
                        .param("postcode", address.postcode())
                        .param("country", address.country())
                        .param("dateFormat", founding.type().isUs() ? "mm/dd/yyyy" : "dd mmm yy")
                        .param("timeZone", founding.timeZone().getId())
                        .param("taxName", tax.name())
                        .param("taxStatus", tax.registration().wireName())
                        .param("taxNumber", tax.registrationNumber())
                        .param("taxEffective", tax.effectiveDate())
                        .param("taxEnd", tax.deregistrationEffectiveDate())
                        .param("taxRates", arrayLiteral(tax.rates()))
                        .param("taxIsValueAdded", tax.isValueAdded())
                        .param("secondTaxName", tax.secondName())
                        .param("secondTaxRates", arrayLiteral(tax.secondRates()))
                        .param("secondTaxIsCompound", tax.secondIsCompound())
                        .param("northernIreland", founding.isInNorthernIreland())
                        .param("cisSubcontractor", founding.isCisSubcontractor())
                        .param("cisContractor", founding.isCisContractor())
                        .param("held", founding.isHeld())
                        .param("now", Columns.timestamp(now))
                        .update()
                == 1;
    }

    private static String arrayLiteral(List<BigDecimal> values) {
        return values.stream().map(BigDecimal::toPlainString).collect(Collectors.joining(",", "{", "}"));
    }

    private long insertOwner(long companyId, CompanyFounding founding, Instant now) {
        CompanyFounding.Owner owner = founding.owner();
        return house.jdbc()
                .sql("""
                        INSERT INTO users (
                            company_id, email, first_name, last_name, role, permission_level, created_at, updated_at)
                        VALUES (:companyId, :email, :firstName, :lastName, :role, :level, :now, :now)
                        RETURNING id
                        """)
                .param("companyId", companyId)
                .param("email", owner.email())
                .param("firstName", owner.firstName())
                .param("lastName", owner.lastName())
                .param("role", founding.type().ownerRole())
                .param("level", PermissionLevel.FULL.number())
                .param("now", Columns.timestamp(now))
                .query(Long.class)
                .single();
    }

    private void insertBankAccount(long companyId, String currency, Instant now) {
        house.jdbc()
                .sql("""
                        INSERT INTO bank_account (company_id, name, currency, is_primary, created_at, updated_at)
                        VALUES (:companyId, 'Business Current Account', :currency, true, :now, :now)
                        """)
                .param("companyId", companyId)
                .param("currency", currency)
                .param("now", Columns.timestamp(now))
                .update();
    }

    /** Reads the company of the row, and its periods from this and all further rows. */
    private static Company company(ResultSet rows) throws SQLException {
        SalesTaxHistory tax = SalesTaxColumns.begun(rows);
        Company company = company(rows, tax);
        do {
            SalesTaxColumns.addPeriod(rows, tax);
        } while (rows.next());
        return company;
    }

    private static Company company(ResultSet row, SalesTaxHistory tax) throws SQLException {
        return new Company(
                row.getLong("id"),
                row.getString("name"),
                row.getString("subdomain"),
                CompanyType.of(row.getString("type")),
                row.getString("currency"),
                row.getString("mileage_units"),
                accountingDates(row),
                AddressColumns.read(row),
                row.getString("company_registration_number"),
                row.getString("contact_email"),
                row.getString("contact_phone"),
                row.getString("website"),
                row.getString("business_type"),
                row.getString("business_category"),
                row.getString("short_date_format"),
                row.getString("locale"),
                ZoneId.of(row.getString("time_zone")),
                tax,
                vatScheme(row),
                row.getBoolean("in_northern_ireland"),
                row.getBoolean("cis_subcontractor"),
                row.getBoolean("cis_contractor"),
                row.getString("invoice_additional_text"),
                Columns.optionalInstant(row, "held_since"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static AccountingDates accountingDates(ResultSet row) throws SQLException {
        return new AccountingDates(
                row.getObject("company_start_date", LocalDate.class),
                Columns.date(row, "trading_start_date"),
                row.getObject("first_accounting_year_end", LocalDate.class),
                row.getObject("freeagent_start_date", LocalDate.class));
    }

    private static VatScheme vatScheme(ResultSet row) throws SQLException {
        return new VatScheme(
                Columns.date(row, "vat_first_return_period_ends_on"),
                row.getString("initial_vat_basis"),
                row.getBoolean("initially_on_frs"),
                row.getString("initial_vat_frs_type"),
                row.getString("vat_frs_type"),
                row.getBoolean("ec_vat_reporting_enabled"),
                row.getBoolean("supports_auto_sales_tax_on_purchases"));
    }
}
