package org.sequitur.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.Flight;
import org.sequitur.store.HouseConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the mails that leave by themselves. Of several processes one at a time does so; if two ever did, each mail would still be
 * written once, because who writes it holds the company's register and looks again.
 */
final class MailRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MailRounds.class);
    private static final int AT_A_TIME = 1_000;
    private static final int IN_ONE_TRANSACTION = 100;
    private static final int COMPANIES_AT_ONCE = 4;

    /** Any number that nobody else locks by. */
    private static final long LOCK = 0x4c45_5454_4552_5321L;

    private record Due(long companyId, long invoiceId) {}

    private final HouseConnections house;
    private final RegisterTransactions registers;
    private final MailProblems problems;
    private final List<AutomaticMail> mails;
    private final Clock clock;
    private final Thread thread;

    /** @param between two looks for what is due */
    MailRounds(
            HouseConnections house,
            RegisterTransactions registers,
            MailProblems problems,
            List<AutomaticMail> mails,
            Clock clock,
            Duration between) {
        this.house = house;
        this.registers = registers;
        this.problems = problems;
        this.mails = List.copyOf(mails);
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("automatic-mails").start(() -> runAgainAndAgain(between));
    }

    private void runAgainAndAgain(Duration between) {
        int done = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                if (done == 0) {
                    Thread.sleep(between);
                }
                done = run();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("No mails were written by themselves, and will be later: {}", e.getMessage());
                done = 0;
            }
        }
    }

    /**
     * Writes what is due, a page of each kind.
     *
     * @return with how many invoices it is done for now; 0 too when another process is at it
     */
    int run() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        Boolean isInterrupted = house.transactions().execute(status -> {
            boolean isMine = house.jdbc()
                    .sql("SELECT pg_try_advisory_xact_lock(?)")
                    .param(LOCK)
                    .query(Boolean.class)
                    .single();
            for (AutomaticMail mail : isMine ? mails : List.<AutomaticMail>of()) {
                if (isInterruptedWhileWriting(mail, done)) {
                    return true;
                }
            }
            return false;
        });
        if (Boolean.TRUE.equals(isInterrupted)) {
            throw new InterruptedException();
        }
        return done.get();
    }

    private Map<Long, List<Long>> due(AutomaticMail mail) {
        return house
                .jdbc()
                .sql(mail.due())
                .param("now", Columns.timestamp(clock.instant()))
                .param("most", AT_A_TIME)
                .query((row, number) -> new Due(row.getLong(1), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Due::companyId, LinkedHashMap::new, Collectors.mapping(Due::invoiceId, Collectors.toList())));
    }

    private boolean isInterruptedWhileWriting(AutomaticMail mail, AtomicInteger done) {
        AtomicInteger written = new AtomicInteger();
        Semaphore room = new Semaphore(COMPANIES_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Map.Entry<Long, List<Long>> company : due(mail).entrySet()) {
                room.acquire();
                threads.execute(() -> {
                    try {
                        written.addAndGet(CompanyAtWork.call(
                                company.getKey(), () -> write(mail, company.getKey(), company.getValue())));
                    } finally {
                        room.release();
                    }
                });
            }
        } catch (InterruptedException e) {
            return true;
        }
        if (written.get() > 0) {
            LOG.info(
                    "{} invoices were looked after by mail ({})",
                    written,
                    mail.cause().word());
        }
        done.addAndGet(written.get());
        return false;
    }

    private int write(AutomaticMail mail, long companyId, List<Long> invoiceIds) {
        int done = 0;
        for (int from = 0; from < invoiceIds.size(); from += IN_ONE_TRANSACTION) {
            List<Long> some = invoiceIds.subList(from, Math.min(from + IN_ONE_TRANSACTION, invoiceIds.size()));
            try {
                done += mail.write(companyId, some);
            } catch (RuntimeException e) {
                LOG.warn("Mails of company {} were not written together: {}", companyId, e.getMessage());
                done += oneByOne(mail, companyId, some);
            }
        }
        return done;
    }

    /** Something that nobody foresaw keeps the others from nothing. */
    private int oneByOne(AutomaticMail mail, long companyId, List<Long> invoiceIds) {
        int done = 0;
        for (long invoiceId : invoiceIds) {
            try {
                done += mail.write(companyId, List.of(invoiceId));
            } catch (RuntimeException e) {
                LOG.error("The mail about invoice {} of company {} was not written", invoiceId, companyId, e);
                if (!isNoted(mail, companyId, invoiceId)) {
                    return done;
                }
            }
        }
        return done;
    }

    /** Else it would be in the way of others at each look. */
    private boolean isNoted(AutomaticMail mail, long companyId, long invoiceId) {
        try {
            return registers.run(companyId, connection -> {
                Flight write = new Flight();
                problems.tell(write, companyId, invoiceId, mail.cause(), "something went wrong on the server");
                write.fly(connection);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.warn("The database does not even take a note of it: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
