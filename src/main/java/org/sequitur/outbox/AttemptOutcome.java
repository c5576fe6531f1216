package org.sequitur.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt, recipient by recipient: those in neither list are still to get the mail.
 *
 * @param accepted those for whom the server took the mail
 * @param refused those for whom it never will, and what it said
 * @param words about the others, or what it said last
 * @param mayHaveSent whether the server may have taken the mail for the others, without our knowing
 * @param wasTried whether it counts among the attempts
 * @param cancelled whether there is nothing to be sent any more
 * @param connectionIsGood whether the connection can be used for the next mail
 */
record AttemptOutcome(
        List<String> accepted,
        Map<String, String> refused,
        String words,
        boolean mayHaveSent,
        boolean wasTried,
        boolean cancelled,
        boolean connectionIsGood) {

    private static final int MOST_CHARACTERS = 500;

    AttemptOutcome {
        accepted = List.copyOf(accepted);
        refused = new LinkedHashMap<>(refused);
    }

    static AttemptOutcome sent(List<String> recipients) {
        return new AttemptOutcome(recipients, Map.of(), "", false, true, false, true);
    }

    /** Nobody has got it, and that may change. */
    static AttemptOutcome later(String words) {
        return new AttemptOutcome(List.of(), Map.of(), words, false, true, false, true);
    }

    /** Nothing was done with it, through no fault of its own. */
    static AttemptOutcome notTried(String words) {
        return new AttemptOutcome(List.of(), Map.of(), words, false, false, false, true);
    }

    /** Nobody knows whether somebody has got it. */
    static AttemptOutcome unknown(String words) {
        return new AttemptOutcome(List.of(), Map.of(), words, true, true, false, false);
    }

    static AttemptOutcome refused(List<String> recipients, String words) {
        Map<String, String> refused = new LinkedHashMap<>();
        recipients.forEach(recipient -> refused.put(recipient, words));
        return new AttemptOutcome(List.of(), refused, "", false, true, false, true);
    }

    static AttemptOutcome cancelled(String reason) {
        return new AttemptOutcome(List.of(), Map.of(), reason, false, true, true, true);
    }

    /** With recipients that were not even tried. */
    AttemptOutcome withRefused(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(others);
        all.putAll(refused);
        return new AttemptOutcome(accepted, all, words, mayHaveSent, wasTried, cancelled, connectionIsGood);
    }

    /**
     * What the mail is after this attempt.
     *
     * @param state as its table has it
     * @param accepted by now
     * @param refused by now
     */
    record Standing(
            String state,
            List<String> accepted,
            List<String> refused,
            @Nullable String problem) {

        boolean isWaiting() {
            return state.equals("waiting");
        }

        boolean isSent() {
            return state.equals("sent");
        }
    }

    /** @param isLast whether there will be no other attempt */
    Standing of(BegunMail mail, boolean isLast) {
        List<String> taken = new ArrayList<>(mail.accepted());
        taken.addAll(accepted);
        List<String> lost = new ArrayList<>(mail.refused());
        lost.addAll(refused.keySet());
        List<String> pending = mail.pending().stream()
                .filter(recipient -> !taken.contains(recipient) && !lost.contains(recipient))
                .toList();
        List<String> problems = new ArrayList<>();
        refused.forEach((recipient, why) -> problems.add(recipient + ": " + why));
        if (cancelled) {
            return new Standing("cancelled", taken, lost, bounded(words));
        }
        if (!pending.isEmpty()) {
            problems.add(
                    (isLast ? "Given up after " + mail.attempts() + " attempts: " : "Will be tried again: ") + words);
            if (!isLast) {
                return new Standing("waiting", taken, lost, bounded(String.join("; ", problems)));
            }
            lost.addAll(pending);
        }
        String problem = lost.isEmpty() ? null : problems.isEmpty() ? kept(lost) : String.join("; ", problems);
        return new Standing(
                taken.isEmpty() ? "refused" : "sent", taken, lost, problem == null ? null : bounded(problem));
    }

    private static String kept(List<String> lost) {
        return "Refused for " + String.join(", ", lost);
    }

    /** One line that can be stored and shown: a server may say anything. */
    static String bounded(@Nullable String words) {
        String line = Objects.requireNonNullElse(words, "")
                .codePoints()
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? ' ' : c)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return line.codePointCount(0, line.length()) <= MOST_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS));
    }
}
