package org.sequitur.invoice;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.sequitur.reference.Reference;
import org.sequitur.store.Columns;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.HouseConnections;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Makes the invoices of recurring invoices whose day has come. Of several processes one at a time does so; if two ever did, each day
 * would still become one invoice ({@link RecurringOrigin}). What was due while nobody ran, or its company was held, is made later, each
 * day its own.
 */
final class RecurringRuns implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecurringRuns.class);
    private static final int AT_A_TIME = 1_000;
    private static final int AT_ONCE = 64;
    private static final Duration AFTER_A_REFUSAL = Duration.ofHours(1);

    /** Any number that nobody else locks by. */
    private static final long LOCK = 0x5345_5155_4954_5552L;

    /** The first condition is for the index: nowhere is it later than in the easternmost time zone. */
    private static final String DUE = """
            SELECT r.company_id, r.id, r.next_recurs_on FROM recurring_invoice r JOIN company c ON c.id = r.company_id
            WHERE c.held_since IS NULL AND r.status = 'active'
                AND r.next_recurs_on <= (?::timestamptz AT TIME ZONE 'Pacific/Kiritimati')::date
                AND r.next_recurs_on <= (?::timestamptz AT TIME ZONE c.time_zone)::date
                AND (r.retry_at IS NULL OR r.retry_at <= ?)
            ORDER BY r.next_recurs_on, r.company_id, r.id LIMIT ?
            """;

    private record Due(long companyId, long id, LocalDate day) {}

    private final HouseConnections house;
    private final JdbcClient jdbc;
    private final RecurringInvoices recurring;
    private final DocumentCreation creation;
    private final Clock clock;
    private final Thread thread;

    /** @param between two looks for what is due */
    RecurringRuns(
            HouseConnections house,
            JdbcClient jdbc,
            RecurringInvoices recurring,
            DocumentCreation creation,
            Clock clock,
            Duration between) {
        this.house = house;
        this.jdbc = jdbc;
        this.recurring = recurring;
        this.creation = creation;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("recurring-invoices").start(() -> runAgainAndAgain(between));
    }

    private void runAgainAndAgain(Duration between) {
        int made = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (made == 0) {
                    Thread.sleep(between);
                }
                made = run();
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("Recurring invoices were not made, and will be later: {}", e.getMessage());
                made = 0;
            }
        }
    }

    /**
     * Makes what is due, at most one day of each recurring invoice.
     *
     * @return how many invoices were made; 0 too when another process is at it
     */
    int run() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        Boolean isInterrupted = house.transactions().execute(status -> {
            boolean isMine = house.jdbc()
                    .sql("SELECT pg_try_advisory_xact_lock(?)")
                    .param(LOCK)
                    .query(Boolean.class)
                    .single();
            return isMine && isInterruptedWhileMaking(due(), made);
        });
        if (Boolean.TRUE.equals(isInterrupted)) {
            throw new InterruptedException();
        }
        if (made.get() > 0) {
            LOG.info("{} recurring invoices became invoices", made);
        }
        return made.get();
    }

    private List<Due> due() {
        OffsetDateTime now = Columns.timestamp(clock.instant());
        return house.jdbc()
                .sql(DUE)
                .params(now, now, now, AT_A_TIME)
                .query((row, number) -> new Due(row.getLong(1), row.getLong(2), row.getObject(3, LocalDate.class)))
                .list();
    }

    private boolean isInterruptedWhileMaking(List<Due> due, AtomicInteger made) {
        Semaphore room = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Due one : due) {
                room.acquire();
                threads.execute(() -> {
                    try {
                        if (CompanyAtWork.call(one.companyId(), () -> make(one))) {
                            made.incrementAndGet();
                        }
                    } catch (RuntimeException e) {
                        LOG.warn(
                                "Recurring invoice {} of company {} became no invoice, and will later: {}",
                                one.id(),
                                one.companyId(),
                                e.getMessage());
                    } finally {
                        room.release();
                    }
                });
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private boolean make(Due due) {
        RecurringInvoice standing = recurring.find(due.companyId(), due.id()).orElse(null);
        if (standing == null) {
            return false;
        }
        Caller caller =
                new Caller(due.companyId(), standing.userId(), PermissionLevel.INVOICES_ESTIMATES_AND_FILES, 0, "");
        NewInvoice invoice = standing.invoiceOf(
                        due.day(),
                        isFree(due.companyId(), standing),
                        new RecurringOrigin(due.companyId(), standing, due.day()))
                .orElse(null);
        if (invoice == null) {
            return false;
        }
        try {
            creation.store(new NewInvoices(caller, List.of(invoice), false, null, stored -> Answer.empty()));
            return true;
        } catch (WireException refusal) {
            if (refusal.isInvalid()) {
                recurring.refused(
                        due.companyId(),
                        due.id(),
                        Objects.requireNonNullElse(refusal.getMessage(), ""),
                        clock.instant().plus(AFTER_A_REFUSAL));
            }
            return false;
        }
    }

    /** Whether its first invoice can have the reference asked for; else it gets the next one. */
    private boolean isFree(long companyId, RecurringInvoice standing) {
        Reference asked = standing.firstReference();
        return asked == null
                || !jdbc.sql("SELECT EXISTS (SELECT FROM document WHERE company_id = ? AND reference = ?)")
                        .params(companyId, asked.text())
                        .query(Boolean.class)
                        .single();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
