package org.sequitur.wire;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What a client is told of whatever went wrong; what is the server's own fault is logged and not told. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    /** Connection lost or refused, deadlock, out of resources, stopped by an operator or a time-out, lock not to be had. */
    private static final Pattern PASSING = Pattern.compile("(08|40|53|57)...|55P03");

    private Refusals() {}

    static WireException of(String method, String uri, Exception failure) {
        return switch (failure) {
            case WireException refusal -> refusal;
            // A method that a path does not have is answered like a path that does not exist.
            case NoHandlerFoundException e -> WireException.notFound();
            case NoResourceFoundException e -> WireException.notFound();
            case HttpRequestMethodNotSupportedException e -> WireException.notFound();
            case MethodArgumentTypeMismatchException e -> WireException.notFound();
            case HttpMediaTypeException e -> WireException.empty(406);
            case IOException e -> WireException.badRequest("The body could not be read");
            case Exception e
            when willPass(e) -> {
                LOG.warn("{} {} got no answer from the database: {}", method, uri, e.getMessage());
                yield WireException.unavailable("The database does not answer at the moment", RETRY_AFTER_SECONDS);
            }
            default -> {
                LOG.error("{} {} failed", method, uri, failure);
                yield WireException.single(500, "Something went wrong on the server");
            }
        };
    }

    /** Whether the database is away, overloaded or gave up waiting: later the same request may well succeed. */
    private static boolean willPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // A rollback fails for want of a connection only; what it fails with hides what went before.
            if (cause instanceof SQLTransientException
                    || cause instanceof TransactionSystemException
                    || (cause instanceof SQLException sql
                            && PASSING.matcher(String.valueOf(sql.getSQLState()))
                                    .matches())) {
                return true;
            }
        }
        return false;
    }
}
