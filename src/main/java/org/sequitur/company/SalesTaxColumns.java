package org.sequitur.company;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Columns;

/** How a query reads the sales tax of a company {@code c}: one row for each of its periods, or one without any. */
public final class SalesTaxColumns {

    /** Those of the periods; a company has few. */
    public static final String OF_PERIODS = """
            p.effective_date, p.sales_tax_name AS period_name, p.sales_tax_registration_status AS period_status,
            p.sales_tax_registration_number AS period_number, p.sales_tax_rate_1, p.sales_tax_rate_2, p.sales_tax_rate_3,
            p.sales_tax_is_value_added AS period_is_value_added, p.second_sales_tax_name AS period_second_name,
            p.second_sales_tax_rate_1, p.second_sales_tax_rate_2, p.second_sales_tax_rate_3,
            p.second_sales_tax_is_compound AS period_second_is_compound
            """;

    /** What is to be selected from, beside others. */
    public static final String COMPANY_AND_PERIODS = "company c LEFT JOIN sales_tax_period p ON p.company_id = c.id";

    private SalesTaxColumns() {}

    /** Begins the history of the company that the row is of. */
    public static SalesTaxHistory begun(ResultSet row) throws SQLException {
        return new SalesTaxHistory(new SalesTax(
                row.getString("sales_tax_name"),
                SalesTax.Registration.of(row.getString("sales_tax_registration_status")),
                row.getString("sales_tax_registration_number"),
                Columns.date(row, "sales_tax_effective_date"),
                Columns.date(row, "sales_tax_deregistration_effective_date"),
                Columns.decimals(row, "sales_tax_rates"),
                row.getBoolean("sales_tax_is_value_added"),
                row.getString("second_sales_tax_name"),
                Columns.decimals(row, "second_sales_tax_rates"),
                row.getBoolean("second_sales_tax_is_compound")));
    }

    /** Adds the period of the row, if it has one. */
    public static void addPeriod(ResultSet row, SalesTaxHistory history) throws SQLException {
        LocalDate from = Columns.date(row, "effective_date");
        if (from != null) {
            history.add(
                    from,
                    new SalesTax(
                            row.getString("period_name"),
                            SalesTax.Registration.of(row.getString("period_status")),
                            row.getString("period_number"),
                            from,
                            null,
                            rates(row, "sales_tax_rate_"),
                            row.getBoolean("period_is_value_added"),
                            row.getString("period_second_name"),
                            rates(row, "second_sales_tax_rate_"),
                            row.getBoolean("period_second_is_compound")));
        }
    }

    private static List<BigDecimal> rates(ResultSet row, String prefix) throws SQLException {
        @Nullable BigDecimal[] rates = new BigDecimal[3];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = row.getBigDecimal(prefix + (i + 1));
        }
        return Stream.of(rates).filter(Objects::nonNull).toList();
    }
}
