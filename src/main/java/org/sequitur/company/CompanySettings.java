package org.sequitur.company;

import java.time.Clock;
import java.util.Objects;
import java.util.function.BiFunction;
import org.sequitur.address.Address;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what companies say about themselves. Nothing of a company is remembered between requests, so the next one of any process
 * sees the change; what is being written about its documents at the moment is before or after it, by the lock of the register.
 */
@Component
final class CompanySettings {

    private static final String UPDATE = """
            UPDATE company SET
                name = :name, currency = :currency, company_start_date = :companyStart,
                trading_start_date = CAST(:tradingStart AS date), first_accounting_year_end = :firstYearEnd,
                freeagent_start_date = :freeagentStart,
                address1 = :address1, address2 = :address2, address3 = :address3, town = :town, region = :region,
                postcode = :postcode, country = :country, company_registration_number = :number,
                contact_email = :email, contact_phone = :phone, website = :website, business_type = :businessType,
                business_category = :category, short_date_format = :dateFormat, locale = :locale, time_zone = :zone,
                sales_tax_registration_status = :taxStatus, sales_tax_registration_number = :taxNumber,
                sales_tax_effective_date = CAST(:taxSince AS date),
                sales_tax_deregistration_effective_date = CAST(:taxUntil AS date),
                vat_first_return_period_ends_on = CAST(:firstReturn AS date), initial_vat_basis = :vatBasis,
                in_northern_ireland = :northernIreland, cis_subcontractor = :subcontractor,
                cis_contractor = :contractor, updated_at = :now
            WHERE id = :id
            """;

    private final Companies companies;
    private final RegisterTransactions registers;
    private final JdbcClient jdbc;
    private final Clock clock;

    CompanySettings(Companies companies, RegisterTransactions registers, JdbcClient jdbc, Clock clock) {
        this.companies = companies;
        this.registers = registers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A company as its clients see it now. */
    CompanyBody shown(long id) {
        return shown(companies.get(id));
    }

    private CompanyBody shown(Company company) {
        return new CompanyBody(company, company.today(clock), companies.haveDocuments(company.id()));
    }

    /**
     * @param change is told whether the currency is locked
     * @throws WireException 422 when the change complains
     */
    CompanyBody change(long id, BiFunction<Company, Boolean, Company> change) {
        return registers.run(id, connection -> {
            lockEstimates(id);
            Company standing = companies.get(id);
            Company changed = change.apply(standing, companies.haveDocuments(id));
            if (!changed.currency().equals(standing.currency())) {
                // They were units of another currency.
                jdbc.sql("DELETE FROM exchange_rate WHERE company_id = ?")
                        .param(id)
                        .update();
            }
            write(changed);
            return shown(changed);
        });
    }

    /** Estimates have a register of their own, which comes after that of the documents; they state amounts in the currency, too. */
    private void lockEstimates(long id) {
        jdbc.sql("INSERT INTO estimate_register (company_id) VALUES (?) ON CONFLICT DO NOTHING")
                .param(id)
                .update();
        jdbc.sql("SELECT company_id FROM estimate_register WHERE company_id = ? FOR UPDATE")
                .param(id)
                .query(Long.class)
                .single();
    }

    private void write(Company company) {
        AccountingDates dates = company.accountingDates();
        Address address = company.address();
        SalesTax tax = company.salesTax().standing();
        jdbc.sql(UPDATE)
                .param("id", company.id())
                .param("name", company.name())
                .param("currency", company.currency())
                .param("companyStart", dates.companyStart())
                .param("tradingStart", dates.tradingStart())
                .param("firstYearEnd", dates.firstYearEnd())
                .param("freeagentStart", dates.freeagentStart())
                .param("address1", address.address1())
                .param("address2", address.address2())
                .param("address3", address.address3())
                .param("town", address.town())
                .param("region", address.region())
                .param("postcode", address.postcode())
                .param("country", Objects.requireNonNull(address.country()))
                .param("number", company.registrationNumber())
                .param("email", company.contactEmail())
                .param("phone", company.contactPhone())
                .param("website", company.website())
                .param("businessType", company.businessType())
                .param("category", company.businessCategory())
                .param("dateFormat", company.shortDateFormat())
                .param("locale", company.locale())
                .param("zone", company.timeZone().getId())
                .param("taxStatus", tax.registration().wireName())
                .param("taxNumber", tax.registrationNumber())
                .param("taxSince", tax.effectiveDate())
                .param("taxUntil", tax.deregistrationEffectiveDate())
                .param("firstReturn", company.vatScheme().firstReturnPeriodEndsOn())
                .param("vatBasis", company.vatScheme().initialBasis())
                .param("northernIreland", company.isInNorthernIreland())
                .param("subcontractor", company.isCisSubcontractor())
                .param("contractor", company.isCisContractor())
                .param("now", Columns.timestamp(company.updatedAt()))
                .update();
    }
}
