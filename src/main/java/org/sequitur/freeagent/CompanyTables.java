package org.sequitur.freeagent;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.category.CategoryGroup;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import org.sequitur.freeagent.SourceArchive.Tables;
import tools.jackson.databind.JsonNode;

/** The company, its users, what it added to the chart of accounts, and its sales tax. */
record CompanyTables(Tables tables) {

    void write() {
        tables.table("company", rows -> rows.add(company()));
        tables.table(
                "users",
                rows -> tables.pages().records("users", user -> {
                    rows.add(user(user));
                    tables.report().copied("users");
                }));
        tables.table("category", rows -> {
            Set<String> seen = new HashSet<>();
            tables.pages()
                    .pages(
                            "categories",
                            page -> page.forEach(
                                    group -> group.forEach(category -> addCategory(rows, category, seen))));
        });
        tables.table(
                "sales_tax_period",
                rows -> tables.pages().records("sales_tax_periods", period -> {
                    rows.add(salesTaxPeriod(period));
                    tables.report().copied("sales_tax_periods");
                }));
        tables.table(
                "exchange_rate",
                rows -> tables.known()
                        .rates()
                        .forEach((day, rate) -> rows.add(new Row(tables.known().company())
                                .put("currency", day.currency())
                                .put("dated_on", day.datedOn())
                                .put("rate", rate))));
    }

    private Row company() {
        SourceRecord company = tables.known().company();
        CompanyFounding founding = new CompanyFounding(
                company.text("name", "Company"),
                CompanyType.of(company.text("type", "UkLimitedCompany")),
                new CompanyFounding.Owner("owner@example.com", "Company", "Owner"));
        String start = company.text("company_start_date", "2000-01-01");
        List<String> secondRates = company.texts("second_sales_tax_rates");
        return new Row(company)
                .text("name", "Company")
                .text("subdomain", "company")
                .text("type", "UkLimitedCompany")
                .text("currency", founding.currency())
                .text("mileage_units", "miles")
                .put("company_start_date", start)
                .texts("trading_start_date")
                .text("first_accounting_year_end", start)
                .text("freeagent_start_date", start)
                .texts("address1", "address2", "address3", "town", "region", "postcode")
                .text("country", String.valueOf(founding.address().country()))
                .texts("company_registration_number", "contact_email", "contact_phone", "website")
                .texts("business_type", "business_category")
                .text("short_date_format", "dd mmm yy")
                .text("locale", "en")
                .put("time_zone", founding.timeZone().getId())
                .text("sales_tax_name", "VAT")
                .text("sales_tax_registration_status", "Not Registered")
                .texts("sales_tax_registration_number", "sales_tax_effective_date")
                .texts("sales_tax_deregistration_effective_date")
                .put("sales_tax_rates", company.texts("sales_tax_rates"))
                .put("sales_tax_is_value_added", company.is("sales_tax_is_value_added", true))
                .texts("second_sales_tax_name")
                .put("second_sales_tax_rates", secondRates)
                .flags("second_sales_tax_is_compound")
                .texts("vat_first_return_period_ends_on")
                .text("initial_vat_basis", "Invoice")
                .flags("initially_on_frs")
                .texts("initial_vat_frs_type", "vat_frs_type")
                .flags("ec_vat_reporting_enabled")
                .put("supports_auto_sales_tax_on_purchases", company.is("supports_auto_sales_tax_on_purchases", true))
                .put("cis_subcontractor", company.is("cis_subcontractor", company.is("cis_enabled")))
                .flags("cis_contractor")
                .put("invoice_additional_text", additionalText("invoice_text"))
                .put("estimate_additional_text", additionalText("estimate_text"))
                .times(tables.known().since());
    }

    private @Nullable String additionalText(String list) {
        return tables.pages().has(list, 1)
                ? new SourceRecord(tables.pages().page(list, 1)).text("default_additional_text")
                : null;
    }

    private Row user(SourceRecord user) {
        return new Row(user)
                .put("id", user.id())
                .text("email", "user-" + user.id() + "@example.invalid")
                .text("first_name", "")
                .text("last_name", "")
                .text("role", "Employee")
                .put("permission_level", Integer.valueOf(user.text("permission_level", "0")))
                .text("opening_mileage", "0")
                .texts("ni_number", "unique_tax_reference")
                .flags("hidden")
                .put("sub_account", tables.known().subAccount("user", user.id()))
                .times(tables.known().since());
    }

    private void addCategory(TableOutput rows, JsonNode node, Set<String> seen) {
        SourceRecord category = new SourceRecord(node);
        String code = category.text("nominal_code", "");
        CategoryGroup group = CategoryGroup.ofAdded(code);
        if (group == null || !seen.add(code)) {
            return;
        }
        rows.add(new Row(category)
                .put("nominal_code", code)
                .put("category_group", group.word())
                .text("description", code)
                .texts("tax_reporting_name")
                .put("allowable_for_tax", category.has("allowable_for_tax") ? category.is("allowable_for_tax") : null)
                .texts("auto_sales_tax_rate")
                .times(tables.known().since()));
        tables.report().copied("categories");
    }

    private Row salesTaxPeriod(SourceRecord period) {
        return new Row(period)
                .put("id", period.id())
                .texts("effective_date", "sales_tax_name", "sales_tax_registration_status")
                .texts("sales_tax_registration_number")
                .text("sales_tax_rate_1", "0")
                .texts("sales_tax_rate_2", "sales_tax_rate_3")
                .put("sales_tax_is_value_added", period.is("sales_tax_is_value_added", true))
                .texts("second_sales_tax_name", "second_sales_tax_rate_1", "second_sales_tax_rate_2")
                .texts("second_sales_tax_rate_3")
                .flags("second_sales_tax_is_compound")
                .times(tables.known().since());
    }
}
