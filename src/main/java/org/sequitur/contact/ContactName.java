package org.sequitur.contact;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a contact is called: an organisation, a person, or a person at an organisation. */
public record ContactName(
        @Nullable String first,
        @Nullable String last,
        @Nullable String organisation) {

    /** An entry of an index has a limit. */
    private static final int MOST_SORT_CHARACTERS = 200;

    /** Whether there is enough of a name: an organisation, or both names of a person. */
    boolean isComplete() {
        return organisation != null || (first != null && last != null);
    }

    /** The organisation, otherwise the person. */
    public String display() {
        return organisation != null ? organisation : joined(first, last);
    }

    /** What lists are sorted by: organisation, last and first name, without regard to case or locale. */
    public String sortName() {
        String name = joined(organisation, last, first).toLowerCase(Locale.ROOT);
        return name.codePointCount(0, name.length()) <= MOST_SORT_CHARACTERS
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MOST_SORT_CHARACTERS));
    }

    private static String joined(@Nullable String... names) {
        return Stream.of(names).filter(name -> name != null).collect(Collectors.joining(" "));
    }
}
