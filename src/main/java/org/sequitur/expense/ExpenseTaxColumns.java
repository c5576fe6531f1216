package org.sequitur.expense;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.sequitur.record.RecordLayout;

/** How the sales tax within an amount lies in the tables of what has one. */
public final class ExpenseTaxColumns {

    private ExpenseTaxColumns() {}

    /** @param tax of a record */
    public static <R> RecordLayout<R> with(RecordLayout<R> layout, Function<R, ExpenseTax> tax) {
        return layout.with("sales_tax_is_auto", record -> tax.apply(record).isAuto())
                .with("sales_tax_status", record -> tax.apply(record).status())
                .with("sales_tax_rate", record -> tax.apply(record).rate())
                .with("manual_sales_tax_amount", record -> tax.apply(record).manual())
                .with("sales_tax_value", record -> tax.apply(record).value())
                .with("native_sales_tax_value", record -> tax.apply(record).nativeValue())
                .with("second_sales_tax_status", record -> tax.apply(record).secondStatus())
                .with("second_sales_tax_rate", record -> tax.apply(record).secondRate())
                .with("second_sales_tax_value", record -> tax.apply(record).secondValue())
                .with("ec_status", record -> tax.apply(record).ecStatus());
    }

    public static ExpenseTax read(ResultSet row) throws SQLException {
        return new ExpenseTax(
                row.getBoolean("sales_tax_is_auto"),
                row.getString("sales_tax_status"),
                row.getBigDecimal("sales_tax_rate"),
                row.getBigDecimal("manual_sales_tax_amount"),
                row.getBigDecimal("sales_tax_value"),
                row.getBigDecimal("native_sales_tax_value"),
                row.getString("second_sales_tax_status"),
                row.getBigDecimal("second_sales_tax_rate"),
                row.getBigDecimal("second_sales_tax_value"),
                row.getString("ec_status"));
    }
}
