package org.sequitur.chaos;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of docs/guides/numbering.md over one company's documents, told in the order of their creation. */
final class NumberingRule {

    private static final Pattern NUMBERED = Pattern.compile("(?s)(.*?)([0-9]+)$");

    private final Set<String> used = new HashSet<>();
    private final Map<Stored.Scope, String> newest = new HashMap<>();

    /** What an automatic reference must be now. */
    String next(Stored.Scope scope) {
        String last = newest.get(scope);
        String candidate = last == null ? "001" : successor(last);
        while (used.contains(candidate)) {
            candidate = successor(candidate);
        }
        return candidate;
    }

    void created(Stored.Scope scope, String reference) {
        used.add(reference);
        if (isNumbered(reference)) {
            newest.put(scope, reference);
        }
    }

    static boolean isNumbered(@Nullable String reference) {
        return reference != null && NUMBERED.matcher(reference).matches();
    }

    private static String successor(String reference) {
        Matcher parts = NUMBERED.matcher(reference);
        if (!parts.matches()) {
            throw new IllegalArgumentException(reference);
        }
        String digits = parts.group(2);
        String number = new BigInteger(digits).add(BigInteger.ONE).toString();
        return parts.group(1) + "0".repeat(Math.max(0, digits.length() - number.length())) + number;
    }
}
