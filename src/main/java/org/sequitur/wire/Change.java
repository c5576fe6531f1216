package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What a request did, in the words of its route.
 *
 * @param action {@code create}, {@code update}, {@code delete}, or the last word of a path such as {@code mark_as_sent}
 * @param kind of the record, as paths have it, such as {@code invoices}
 * @param id of the record; null where the company has only one
 * @param attributes the names of what was sent, separated by spaces; never a value
 */
public record Change(
        Caller caller, String action, String kind, @Nullable Long id, String attributes) {

    private static final int REFUSALS = 400;
    static final String SENT = Change.class.getName() + ".sent";

    /** Whether a route that answers this request changes anything for somebody. */
    public static boolean isOne(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "POST", "PUT", "PATCH", "DELETE" -> Caller.isKnown(request);
            default -> false;
        };
    }

    /** What a route did that has given this answer; null when it did nothing. */
    public static @Nullable Change of(HttpServletRequest request, Answer answer) {
        if (answer.status() >= REFUSALS) {
            return null;
        }
        String sent = request.getAttribute(SENT) instanceof String names ? names : "";
        String route = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        String[] words = route.split("/", -1);
        String last = words[words.length - 1];
        int variable = variable(words);
        Caller caller = Caller.of(request);
        if (variable > 0 && variable < words.length - 1) {
            return new Change(caller, last, words[variable - 1], id(request), sent);
        }
        String location = answer.headers().get("Location");
        if ("POST".equals(request.getMethod()) && location != null) {
            return new Change(caller, "create", last, RecordReference.id(location), sent);
        }
        String kind = variable > 0 ? words[variable - 1] : last;
        return new Change(caller, verb(request), kind, id(request), sent);
    }

    private static int variable(String[] words) {
        for (int i = 1; i < words.length; i++) {
            if (words[i].startsWith("{")) {
                return i;
            }
        }
        return 0;
    }

    private static String verb(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "DELETE" -> "delete";
            case "POST" -> "create";
            default -> "update";
        };
    }

    private static @Nullable Long id(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> named
                        && named.get("id") instanceof String text
                ? RecordReference.id(text)
                : null;
    }
}
