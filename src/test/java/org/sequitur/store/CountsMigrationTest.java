package org.sequitur.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that was filled before blocks of invoices were counted has the right counts afterwards. */
class CountsMigrationTest {

    private static final String OLD_DATA = """
            INSERT INTO company (id, name, subdomain, type, currency, country, company_start_date,
                first_accounting_year_end, freeagent_start_date, created_at, updated_at)
            VALUES (7, 'Old', 'old', 'UkLimitedCompany', 'GBP', 'United Kingdom', '2020-01-01', '2020-12-31', '2020-01-01',
                now(), now());
            INSERT INTO contact (company_id, id, organisation_name, sort_name, created_at, updated_at)
            VALUES (7, 8, 'Customer', 'customer', now(), now());
            INSERT INTO document_register (company_id, invoices_sent) VALUES (7, 3000);
            INSERT INTO document (company_id, id, kind, state, reference, sequence_scope, sequence_owner_id, contact_id,
                bank_account_id, dated_on, payment_terms_in_days, due_on, currency, exchange_rate, net_value,
                sales_tax_value, second_sales_tax_value, total_value, paid_value, paid_on, involves_sales_tax,
                created_at, updated_at)
            SELECT 7, i, 'invoice', 'sent', 'A' || i, 'global', 0, 8, 1, date '2025-01-01' + i / 100, 7,
                date '2025-01-08' + i / 100, 'GBP', 1, 5, 0, 0, 5, 5 * (i % 2),
                CASE i % 2 WHEN 1 THEN date '2025-02-01' END, false, now(), now() + i * interval '1 second'
            FROM generate_series(1, 3000) AS i
            """;

    @Test
    void whatWasThereBeforeIsCounted(@TempDir Path directory) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            DatabaseAddress address = postgres.address();
            Flyway.configure()
                    .dataSource(address.url(), address.user(), address.password())
                    .locations("classpath:db/migration")
                    .target("1")
                    .load()
                    .migrate();
            EmbeddedServer.execute(postgres, OLD_DATA);

            Database.open(address).close();

            assertThat(
                            EmbeddedServer.ask(
                                    postgres,
                                    "SELECT string_agg(sorting || ' ' || invoices || ' ' || drafts"
                                            + " || ' ' || unpaid || ' ' || paid || ' ' || globals, ', ' ORDER BY sorting) FROM document_block"))
                    .isEqualTo("created 2048 0 1024 1024 2048, updated 2048 0 1024 1024 0");
            assertThat(EmbeddedServer.ask(
                            postgres,
                            "SELECT sum(dated) || ' ' || sum(dated_unpaid) || ' ' || sum(due)"
                                    + " FROM document_block_day WHERE sorting = 'created'"))
                    .isEqualTo("2048 1024 1024");
            assertThat(EmbeddedServer.ask(
                            postgres,
                            "SELECT created_tail || ' ' || updated_tail || ' ' || invoices_sent"
                                    + " FROM document_register"))
                    .isEqualTo("952 952 3000");
            assertThat(EmbeddedServer.ask(postgres, "SELECT sum(events) FROM document_event_day"))
                    .isEqualTo("4500");
        }
    }
}
