package org.sequitur.company;

import java.time.LocalDate;
import java.util.List;
import org.sequitur.wire.Body;
import org.sequitur.wire.WireWriter;

/** A company as clients see it. */
record CompanyBody(Company company, LocalDate today, boolean hasDocuments) implements Body {

    @Override
    public void write(WireWriter out) {
        out.url("url", "/v2/company");
        out.integer("id", company.id());
        out.text("name", company.name());
        out.text("subdomain", company.subdomain());
        out.text("type", company.type().wireName());
        out.text("currency", company.currency());
        out.text("mileage_units", company.mileageUnits());
        writeDates(out, company.accountingDates());
        company.address().write(out);
        out.text("company_registration_number", company.registrationNumber());
        out.text("contact_email", company.contactEmail());
        out.text("contact_phone", company.contactPhone());
        out.text("website", company.website());
        out.text("business_type", company.businessType());
        out.text("business_category", company.businessCategory());
        out.text("short_date_format", company.shortDateFormat());
        out.text("locale", company.locale());
        writeSalesTax(out, company.salesTax().on(today));
        writeVat(out, company.vatScheme());
        out.bool("cis_enabled", company.isCisSubcontractor());
        out.bool("cis_subcontractor", company.isCisSubcontractor());
        out.bool("cis_contractor", company.isCisContractor());
        out.texts("locked_attributes", "locked_attribute", hasDocuments ? List.of("currency") : List.of());
        out.instant("created_at", company.createdAt());
        out.instant("updated_at", company.updatedAt());
    }

    private void writeDates(WireWriter out, AccountingDates dates) {
        out.date("company_start_date", dates.companyStart());
        if (!dates.companyStart().equals(dates.tradingStart())) {
            out.date("trading_start_date", dates.tradingStart());
        }
        out.date("freeagent_start_date", dates.freeagentStart());
        out.date("first_accounting_year_end", dates.firstYearEnd());
        out.list(
                "annual_accounting_periods",
                "annual_accounting_period",
                dates.periodsUntil(today),
                (element, period) -> {
                    element.date("starts_on", period.startsOn());
                    element.date("ends_on", period.endsOn());
                });
    }

    private static void writeSalesTax(WireWriter out, SalesTax tax) {
        out.text("sales_tax_name", tax.name());
        out.text("sales_tax_registration_status", tax.registration().wireName());
        out.text("sales_tax_registration_number", tax.registrationNumber());
        out.date("sales_tax_effective_date", tax.effectiveDate());
        if (tax.registration() == SalesTax.Registration.DEREGISTERED) {
            out.date("sales_tax_deregistration_effective_date", tax.deregistrationEffectiveDate());
        }
        out.decimals("sales_tax_rates", "sales_tax_rate", tax.rates());
        out.bool("sales_tax_is_value_added", tax.isValueAdded());
        if (tax.secondName() != null) {
            out.text("second_sales_tax_name", tax.secondName());
            out.decimals("second_sales_tax_rates", "second_sales_tax_rate", tax.secondRates());
            out.bool("second_sales_tax_is_compound", tax.secondIsCompound());
        }
    }

    private void writeVat(WireWriter out, VatScheme vat) {
        if (company.type().isUk()) {
            out.date("vat_first_return_period_ends_on", vat.firstReturnPeriodEndsOn());
            out.text("initial_vat_basis", vat.initialBasis());
            out.bool("initially_on_frs", vat.initiallyOnFlatRate());
            out.text("initial_vat_frs_type", vat.initialFlatRateType());
            out.text("vat_frs_type", vat.flatRateType());
        }
        out.bool("ec_vat_reporting_enabled", vat.reportsEcSales());
        out.bool("supports_auto_sales_tax_on_purchases", vat.supportsAutoSalesTaxOnPurchases());
    }
}
