package org.sequitur.salestax;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.wire.WireException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The periods of each company. Whoever writes them holds the register: documents are taxed and issued before the change or after. */
@Component
final class SalesTaxPeriods {

    private static final RecordLayout<SalesTaxPeriod> LAYOUT = RecordLayout.of("sales_tax_period", SalesTaxPeriod::of)
            .selectedBy("""
                    SELECT sales_tax_period.*,
                           (SELECT max(s.last_dated_on) FROM reference_series s
                            WHERE s.company_id = sales_tax_period.company_id) AS issued_until
                    FROM sales_tax_period
                    """)
            .withTaken("effective_date has already been taken")
            .with("effective_date", SalesTaxPeriod::effectiveDate)
            .with("sales_tax_name", SalesTaxPeriod::name)
            .with("sales_tax_registration_status", SalesTaxPeriod::registration)
            .with("sales_tax_registration_number", SalesTaxPeriod::registrationNumber)
            .with("sales_tax_rate_1", period -> period.rates().get(0))
            .with("sales_tax_rate_2", period -> period.rates().get(1))
            .with("sales_tax_rate_3", period -> period.rates().get(2))
            .with("sales_tax_is_value_added", SalesTaxPeriod::isValueAdded)
            .with(
                    "second_sales_tax_name",
                    period -> period.secondTax() == null
                            ? null
                            : period.secondTax().name())
            .with("second_sales_tax_rate_1", period -> period.secondRate(1))
            .with("second_sales_tax_rate_2", period -> period.secondRate(2))
            .with("second_sales_tax_rate_3", period -> period.secondRate(3))
            .with(
                    "second_sales_tax_is_compound",
                    period -> period.secondTax() != null && period.secondTax().isCompound())
            .with("created_at", SalesTaxPeriod::createdAt)
            .with("updated_at", SalesTaxPeriod::updatedAt);

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final RecordTable<SalesTaxPeriod> table;

    SalesTaxPeriods(JdbcClient jdbc, TransactionOperations transactions, RegisterTransactions registers) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    RecordTable<SalesTaxPeriod> table() {
        return table;
    }

    /** @param made is told until when documents have been issued, if any have */
    long add(long companyId, Function<@Nullable LocalDate, SalesTaxPeriod> made) {
        return registers.run(companyId, connection -> {
            SalesTaxPeriod period = made.apply(issuedUntil(companyId));
            if (table.count(table.of(companyId)) >= SalesTaxPeriod.MOST_OF_A_COMPANY) {
                throw WireException.invalid("there are " + SalesTaxPeriod.MOST_OF_A_COMPANY
                        + " sales tax periods already, which is the most that a company can have");
            }
            return table.add(companyId, period);
        });
    }

    private @Nullable LocalDate issuedUntil(long companyId) {
        return jdbc.sql("""
                        SELECT last_dated_on FROM reference_series WHERE company_id = ? AND last_dated_on IS NOT NULL
                        ORDER BY last_dated_on DESC LIMIT 1
                        """).param(companyId).query(LocalDate.class).optional().orElse(null);
    }

    SalesTaxPeriod change(long companyId, long id, UnaryOperator<SalesTaxPeriod> change) {
        return registers.run(companyId, connection -> table.change(companyId, id, change));
    }

    void remove(long companyId, long id) {
        registers.run(companyId, connection -> {
            SalesTaxPeriod period = table.locked(companyId, id);
            period.checkUnlocked();
            table.remove(companyId, id);
            return period;
        });
    }
}
