package org.sequitur.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A company that invoices are created for, with the token of its owner and its customers. */
record BenchCompany(long id, String token, List<Long> contactIds) {

    BenchCompany {
        contactIds = List.copyOf(contactIds);
    }

    /** One line, from which {@link #parse} makes it again. */
    String line() {
        return id + " " + token + " " + contactIds.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    static BenchCompany parse(String line) {
        String[] words = line.split(" ", -1);
        return new BenchCompany(
                Long.parseLong(words[0]),
                words[1],
                Arrays.stream(words[2].split(",", -1)).map(Long::valueOf).toList());
    }
}
