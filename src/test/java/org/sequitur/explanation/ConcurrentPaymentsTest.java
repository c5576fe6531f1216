package org.sequitur.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.sequitur.InFlight;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Whoever pays, changes, undoes and sets off at once: no penny of a document or a bank line is lost or invented. */
class ConcurrentPaymentsTest {

    private static final int ACTIONS = 60;

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void whatIsPaidIsTheSumOfWhatPaysIt(@ForAll Random random) throws Exception {
        TestCompany company = TestServer.shared().newCompany();
        Till till = new Till(company);
        String account = till.account();
        List<String> invoices = List.of(till.invoice("1000", Map.of()), till.invoice("50.55", Map.of()));
        String note = till.creditNote("300", Map.of());
        ConcurrentLinkedQueue<JsonNode> payments = new ConcurrentLinkedQueue<>();
        List<Callable<Integer>> actions = new ArrayList<>();
        for (int i = 0; i < ACTIONS; i++) {
            String invoice = invoices.get(random.nextInt(invoices.size()));
            String amount = BigDecimal.valueOf(1 + random.nextInt(5_000), 2).toPlainString();
            switch (random.nextInt(5)) {
                case 0 -> actions.add(() -> taken(payments, payment -> company.delete(Till.path(payment))));
                case 1 ->
                    actions.add(() -> taken(payments, payment -> {
                        V2Client.Answer changed =
                                till.change(payment, Map.of("paid_invoice", invoice, "gross_value", amount));
                        payments.add(payment);
                        return changed;
                    }));
                case 2 ->
                    actions.add(() -> company.post(
                                    "credit_note_reconciliations",
                                    Map.of(
                                            "credit_note_reconciliation",
                                            Map.of("invoice", invoice, "credit_note", note, "gross_value", amount)))
                            .status());
                default ->
                    actions.add(() -> {
                        V2Client.Answer paid = till.post(account, amount, Map.of("paid_invoice", invoice));
                        if (paid.status() == 201) {
                            payments.add(paid.body().path("bank_transaction_explanation"));
                        }
                        return paid.status();
                    });
            }
        }
        assertThat(InFlight.atMost(16, actions)).isSubsetOf(200, 201, 404, 422);
        assertThat(wrong(company.id())).isEmpty();
        assertThat(new BigDecimal(till.says(account, "current_balance").getFirst()))
                .isEqualByComparingTo(sum(company.id()));
    }

    private interface Action {
        V2Client.Answer with(JsonNode payment) throws Exception;
    }

    private static int taken(ConcurrentLinkedQueue<JsonNode> payments, Action action) throws Exception {
        JsonNode payment = payments.poll();
        return payment == null ? 404 : action.with(payment).status();
    }

    private static BigDecimal sum(long companyId) {
        return jdbc().sql("SELECT coalesce(sum(gross_value), 0) FROM bank_transaction_explanation WHERE company_id = ?")
                .param(companyId)
                .query(BigDecimal.class)
                .single();
    }

    private static List<String> wrong(long companyId) throws SQLException {
        List<String> breaches = new ArrayList<>();
        try (Connection connection = TestServer.shared().dataSource().getConnection()) {
            connection.setAutoCommit(false);
            new PaymentsCheck().run(connection, companyId, breaches::add);
        }
        return breaches;
    }

    private static JdbcClient jdbc() {
        return JdbcClient.create(TestServer.shared().dataSource());
    }
}
