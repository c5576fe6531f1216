package org.sequitur.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BufferedRequest;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Change;
import org.sequitur.wire.ChangeLog;
import org.sequitur.wire.HeldAnswer;
import org.sequitur.wire.Pages;
import org.sequitur.wire.RenderedAnswer;
import org.sequitur.wire.Renderer;
import org.sequitur.wire.WireException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Invokes routes. A POST with an {@code Idempotency-Key} is invoked in a transaction that also looks for the answer that was kept
 * for the key, and keeps the new one; the client is answered after the commit. Routes that {@linkplain KeepsItsAnswer keep their
 * answers} themselves get the key; only when they refuse are the kept answers looked at for them. Whatever is asked
 * without a key is invoked in a transaction, too, if it changes anything: the change and its entry in the audit log are one.
 */
final class KeyedPosts extends RequestMappingHandlerAdapter {

    static final String CALL = IdempotentCall.class.getName();

    private static final String HEADER = "Idempotency-Key";
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int SERVER_ERRORS = 500;

    private final Renderer renderer;
    private final JdbcOperations jdbc;
    private final PlatformTransactionManager transactions;
    private final RecordClock clock;
    private final ChangeLog changes;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    KeyedPosts(
            Renderer renderer,
            JdbcOperations jdbc,
            PlatformTransactionManager transactions,
            RecordClock clock,
            ChangeLog changes) {
        this.changes = changes;
        this.renderer = renderer;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected @Nullable ModelAndView handleInternal(
            HttpServletRequest request, HttpServletResponse response, HandlerMethod route) throws Exception {
        String header = request.getHeader(HEADER);
        if (header == null || !"POST".equals(request.getMethod()) || Pages.isPage(route)) {
            if (Change.isOne(request) && !Pages.isPage(route) && !route.hasMethodAnnotation(KeepsItsAnswer.class)) {
                renderer.render(request, response, logged(request, response, route));
                return null;
            }
            return super.handleInternal(request, response, route);
        }
        long companyId = Caller.of(request).companyId();
        String text = IdempotencyKey.text(header);
        BufferedRequest buffered = BufferedRequest.of(request);
        IdempotentCall call = new IdempotentCall(
                new IdempotencyKey(companyId, text, fingerprint(buffered)), renderer.inFormOf(request));
        String name = companyId + " " + text;
        if (!underWay.add(name)) {
            throw isUnderWay();
        }
        Answer answer;
        try {
            answer = route.hasMethodAnnotation(KeepsItsAnswer.class)
                    ? keptByItself(call, buffered, response, route)
                    : once(call, buffered, response, route);
        } finally {
            underWay.remove(name);
        }
        // Only now: a client that has its answer may ask again at once.
        renderer.render(request, response, answer);
        return null;
    }

    private Answer keptByItself(
            IdempotentCall call, BufferedRequest request, HttpServletResponse response, HandlerMethod route)
            throws Exception {
        request.setAttribute(CALL, call);
        HeldAnswer held = HeldAnswer.of(request);
        try {
            super.handleInternal(request, response, route);
        } catch (WireException refusal) {
            RenderedAnswer kept = refusal.status() < SERVER_ERRORS ? kept(call.key()) : null;
            if (kept == null) {
                throw refusal;
            }
            return KeptAnswers.repeated(kept);
        }
        return held.answer();
    }

    /** A route may refuse before it gets to the kept answers: what it works on may be gone since it was answered. */
    private @Nullable RenderedAnswer kept(IdempotencyKey key) {
        KeptAnswers answers = new KeptAnswers();
        Flight flight = new Flight();
        answers.ask(flight, List.of(key), clock.now());
        fly(flight);
        RenderedAnswer kept = answers.of(key);
        if (kept != null) {
            fly(new Flight().waitForWhatWasRead());
        }
        return kept;
    }

    /** Without a key: what the route does and what is logged of it are one transaction. */
    private Answer logged(HttpServletRequest request, HttpServletResponse response, HandlerMethod route)
            throws Exception {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        Answer answer;
        try {
            answer = loggedWithin(request, response, route);
        } catch (Exception | Error e) {
            transactions.rollback(transaction);
            throw e;
        }
        transactions.commit(transaction);
        return answer;
    }

    private Answer loggedWithin(HttpServletRequest request, HttpServletResponse response, HandlerMethod route)
            throws Exception {
        HeldAnswer held = HeldAnswer.of(request);
        super.handleInternal(request, response, route);
        Answer answer = held.answer();
        Change change = Change.of(request, answer);
        if (change != null) {
            changes.add(change);
        }
        return answer;
    }

    private Answer once(IdempotentCall call, BufferedRequest request, HttpServletResponse response, HandlerMethod route)
            throws Exception {
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        Answer answer;
        try {
            KeptAnswers answers = new KeptAnswers();
            look(call.key(), answers);
            RenderedAnswer kept = answers.of(call.key());
            if (kept != null) {
                fly(new Flight().waitForWhatWasRead());
                answer = KeptAnswers.repeated(kept);
            } else {
                RenderedAnswer given = call.render(loggedWithin(request, response, route));
                keep(call.key(), answers, given);
                answer = Answer.rendered(given);
            }
        } catch (Exception | Error e) {
            transactions.rollback(transaction);
            throw e;
        }
        transactions.commit(transaction);
        return answer;
    }

    /** Nobody who comes with the same key, in whatever process, gets past the lock before this transaction has ended. */
    private void look(IdempotencyKey key, KeptAnswers answers) {
        boolean[] locked = new boolean[1];
        Flight flight = new Flight();
        flight.ask(
                "SELECT pg_try_advisory_xact_lock(hashtextextended(?, ?))",
                rows -> locked[0] = rows.next() && rows.getBoolean(1),
                key.text(),
                key.companyId());
        answers.ask(flight, List.of(key), clock.now());
        fly(flight);
        if (!locked[0]) {
            throw isUnderWay();
        }
    }

    private void keep(IdempotencyKey key, KeptAnswers answers, RenderedAnswer given) {
        answers.keep(key, given, clock.now());
        Flight flight = new Flight();
        answers.tell(flight);
        try {
            fly(flight);
        } catch (DuplicateKeyException e) {
            throw isUnderWay();
        }
    }

    private void fly(Flight flight) {
        ConnectionCallback<Boolean> callback = connection -> {
            flight.fly(connection);
            return true;
        };
        jdbc.execute(callback);
    }

    private static WireException isUnderWay() {
        return WireException.conflict("A request with this Idempotency-Key is under way", RETRY_AFTER_SECONDS);
    }

    private static String fingerprint(BufferedRequest request) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String target = request.getMethod() + " " + request.getRequestURI() + "?"
                + Objects.requireNonNullElse(request.getQueryString(), "") + "\n";
        digest.update(target.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(request.body()));
    }
}
