package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.store.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Lists that find their pages by counts show what they would show if everything were filtered and sorted. */
class ListPagesTest {

    private static final int INVOICES = 3_000;
    private static final int BLOCK = 150;

    private record Kept(
            long id,
            String state,
            LocalDate datedOn,
            LocalDate dueOn,
            BigDecimal total,
            BigDecimal paid,
            boolean thanks,
            boolean reminds,
            Instant updatedAt) {

        boolean isUnpaid() {
            return state.equals("sent") && paid.compareTo(total) < 0;
        }
    }

    private final LocalDate today = TestServer.today();
    private final JdbcClient jdbc = JdbcClient.create(TestServer.shared().dataSource());
    private final Map<String, Predicate<Kept>> views = Map.ofEntries(
            Map.entry("all", each -> true),
            Map.entry(
                    "recent_open_or_overdue",
                    each -> each.isUnpaid() || !each.datedOn().isBefore(today.minusMonths(3))),
            Map.entry("open", each -> each.isUnpaid() && !each.dueOn().isBefore(today)),
            Map.entry("overdue", each -> each.isUnpaid() && each.dueOn().isBefore(today)),
            Map.entry("open_or_overdue", Kept::isUnpaid),
            Map.entry("draft", each -> each.state().equals("draft")),
            Map.entry(
                    "paid",
                    each -> each.state().equals("sent")
                            && each.total().signum() > 0
                            && each.paid().compareTo(each.total()) >= 0),
            Map.entry("scheduled_to_email", each -> each.state().equals("scheduled")),
            Map.entry("thank_you_emails", Kept::thanks),
            Map.entry("reminder_emails", Kept::reminds),
            Map.entry("last_1_months", each -> !each.datedOn().isBefore(today.minusMonths(1))),
            Map.entry("last_30_months", each -> !each.datedOn().isBefore(today.minusMonths(30))));

    private TestCompany company;
    private ManyInvoices many;
    private InvoiceFixture fixture;

    @BeforeEach
    void fill() throws Exception {
        company = TestServer.shared().newCompany();
        many = new ManyInvoices(company);
        many.fill(INVOICES, BLOCK);
        fixture = new InvoiceFixture(company);
    }

    @Test
    void everyPageOfEveryViewInEveryOrderIsThatOfEverythingFilteredAndSorted() throws Exception {
        compareAll(new Random(1));
        Random random = new Random(20261123);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 60; i++) {
                change(random);
            }
            assertThat(many.wrongCounts()).isEmpty();
            compareAll(random);
            many.close(40);
            assertThat(many.wrongCounts()).isEmpty();
            compareAll(random);
        }
    }

    @Test
    void theCountsAreRightWhenManyWriteAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                Random random = new Random(thread);
                Callable<@Nullable Void> changes = () -> {
                    for (int i = 0; i < 40; i++) {
                        change(random);
                    }
                    return null;
                };
                done.add(threads.submit(changes));
            }
            for (Future<?> each : done) {
                each.get();
            }
        }
        assertThat(many.wrongCounts()).isEmpty();
        many.close(20);
        assertThat(many.wrongCounts()).isEmpty();
        compareAll(new Random(5));
    }

    @Test
    void theNewestInvoicesBecomeABlockWhenThereAreEnough() throws Exception {
        many.close(1);
        long created = many.blocks("created");
        many.addUncounted(InvoiceCounts.BLOCK - 1);
        assertThat(many.blocks("created")).isEqualTo(created);

        fixture.created(Map.of());

        assertThat(many.blocks("created")).isEqualTo(created + 1);
        assertThat(many.wrongCounts()).isEmpty();
    }

    private void change(Random random) throws Exception {
        List<Long> ids = jdbc.sql("SELECT id FROM document WHERE company_id = ? AND kind = 'invoice'"
                        + " ORDER BY state <> 'draft', hashint8(id + ?) LIMIT 40")
                .params(company.id(), random.nextInt(1000))
                .query(Long.class)
                .list();
        List<Long> any = jdbc.sql("SELECT id FROM document WHERE company_id = ? AND kind = 'invoice'"
                        + " ORDER BY hashint8(id + ?) LIMIT 40")
                .params(company.id(), random.nextInt(1000))
                .query(Long.class)
                .list();
        String draft = "invoices/" + ids.get(random.nextInt(ids.size()));
        long id = any.get(random.nextInt(any.size()));
        String path = "invoices/" + id;
        switch (random.nextInt(10)) {
            case 0 -> fixture.created(Map.of("dated_on", day(random), "send_reminder_emails", random.nextBoolean()));
            case 1 -> company.put(draft + "/transitions/mark_as_sent", "");
            case 2 -> company.put(path + "/transitions/mark_as_draft", "");
            case 3 -> company.put(draft + "/transitions/mark_as_scheduled", "");
            case 4 -> company.put(path + "/transitions/mark_as_cancelled", "");
            case 5 ->
                company.put(draft, Map.of("invoice", Map.of("dated_on", day(random), "payment_terms_in_days", 9)));
            case 6 -> company.put(path, Map.of("invoice", Map.of("send_thank_you_emails", random.nextBoolean())));
            case 7 -> company.delete(draft);
            case 8 -> {
                JsonNode negative = fixture.created(
                        Map.of("invoice_items", List.of(Map.of("description", "Back", "quantity", 1, "price", "-5"))));
                // Another thread may have deleted the new draft, or sent it, by now.
                fixture.transition(negative, "convert_to_credit_note");
            }
            default -> pay(id);
        }
    }

    /** As whoever explains bank transactions will: nothing in the program pays invoices yet. */
    private void pay(long id) {
        jdbc.sql("""
                        DO $$ BEGIN
                            PERFORM 1 FROM document_register WHERE company_id = %1$d FOR UPDATE;
                            PERFORM count_document(%1$d, %2$d, -1);
                            UPDATE document SET paid_value = total_value, paid_on = '%3$s', updated_at = updated_at + interval '1 ms'
                            WHERE company_id = %1$d AND id = %2$d AND state = 'sent';
                            PERFORM count_document(%1$d, %2$d, 1);
                        END $$
                        """.formatted(company.id(), id, today)).update();
    }

    private String day(Random random) {
        return today.minusDays(random.nextInt(400) - 20L).toString();
    }

    private void compareAll(Random random) throws Exception {
        List<Kept> all = kept();
        Instant since = all.get(random.nextInt(all.size())).updatedAt();
        for (String view : views.keySet()) {
            for (String sort : List.of("created_at", "-created_at", "updated_at", "-updated_at")) {
                compare(all, view, sort, null, random);
                compare(all, view, sort, random.nextBoolean() ? since : Instant.EPOCH, random);
            }
        }
        List<Long> march = all.stream()
                .filter(each -> each.datedOn().isAfter(today.minusDays(500))
                        && each.datedOn().isBefore(today.minusDays(9)))
                .map(Kept::id)
                .toList();
        Answer dated = company.get(
                "invoices?from_date=%s&to_date=%s&page=2".formatted(today.minusDays(499), today.minusDays(10)));
        assertThat(dated.header("X-Total-Count")).isEqualTo(Integer.toString(march.size()));
        assertThat(ids(dated)).isEqualTo(march.stream().skip(25).limit(25).toList());
    }

    private void compare(List<Kept> all, String view, String sort, @Nullable Instant since, Random random)
            throws Exception {
        Comparator<Kept> order = sort.endsWith("updated_at")
                ? Comparator.comparing(Kept::updatedAt).thenComparingLong(Kept::id)
                : Comparator.comparingLong(Kept::id);
        Predicate<Kept> shown = views.getOrDefault(view, each -> false);
        List<Long> expected = all.stream()
                .filter(shown)
                .filter(each -> since == null || !each.updatedAt().isBefore(since))
                .sorted(sort.startsWith("-") ? order.reversed() : order)
                .map(Kept::id)
                .toList();
        int size = 1 + random.nextInt(100);
        int last = Math.max(1, (expected.size() + size - 1) / size);
        for (int page : Stream.of(1 + random.nextInt(last), last + random.nextInt(2))
                .distinct()
                .toList()) {
            String query = "invoices?view=%s&sort=%s&per_page=%d&page=%d%s"
                    .formatted(view, sort, size, page, since == null ? "" : "&updated_since=" + since);
            Answer answer = company.get(query).expect(200);
            assertThat(answer.header("X-Total-Count")).as(query).isEqualTo(Integer.toString(expected.size()));
            assertThat(ids(answer))
                    .as(query)
                    .isEqualTo(expected.stream()
                            .skip((page - 1L) * size)
                            .limit(size)
                            .toList());
        }
    }

    private static List<Long> ids(Answer answer) {
        List<Long> ids = new ArrayList<>();
        answer.body().path("invoices").forEach(invoice -> ids.add(Long.valueOf(V2Client.id(invoice))));
        return ids;
    }

    private List<Kept> kept() {
        return jdbc.sql("SELECT * FROM document WHERE company_id = ? AND kind = 'invoice' ORDER BY id")
                .param(company.id())
                .query((row, number) -> new Kept(
                        row.getLong("id"),
                        row.getString("state"),
                        row.getObject("dated_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getBigDecimal("total_value"),
                        row.getBigDecimal("paid_value"),
                        row.getBoolean("send_thank_you_emails"),
                        row.getBoolean("send_reminder_emails"),
                        Columns.instant(row, "updated_at")))
                .list();
    }
}
