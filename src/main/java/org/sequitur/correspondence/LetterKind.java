package org.sequitur.correspondence;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of letters that there are templates for. */
public enum LetterKind {
    NEW_INVOICE,
    REMINDER,
    THANK_YOU,
    ESTIMATE,
    CREDIT_NOTE;

    /** As the wire, the table and the keys of the built-in texts have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable LetterKind of(String word) {
        for (LetterKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        return null;
    }
}
