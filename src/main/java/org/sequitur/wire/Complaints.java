package org.sequitur.wire;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a record, so that a client learns all of it at once; becomes one 422. */
public final class Complaints {

    /** A body of thousands of bad lines is told its first complaints only. */
    private static final int MOST = 100;

    private final Set<String> messages = new LinkedHashSet<>();

    /** @param message starts with the name of the attribute it concerns */
    public void add(String message) {
        if (messages.size() < MOST) {
            messages.add(message);
        }
    }

    public void addIf(boolean wrong, String message) {
        if (wrong) {
            add(message);
        }
    }

    /** Takes over what is wrong with one of several records, each message with its name before it. */
    public void addAll(String before, Complaints others) {
        others.messages.forEach(message -> add(before + message));
    }

    public boolean isEmpty() {
        return messages.isEmpty();
    }

    public List<String> messages() {
        return new ArrayList<>(messages);
    }

    /** @throws WireException 422 when there was any complaint */
    public void throwIfAny() {
        if (!messages.isEmpty()) {
            throw WireException.invalid(messages());
        }
    }
}
