package org.sequitur.correspondence;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What somebody needs to pay into an account; null is what is not known. */
record BankDetails(
        @Nullable String bankName,
        @Nullable String accountNumber,
        @Nullable String sortCode,
        @Nullable String iban,
        @Nullable String bic) {

    /** A line for each thing that is known; empty when nothing is. */
    String text(Language language) {
        List<@Nullable String> lines = List.of(
                line(language, "bank.name", bankName),
                line(language, "bank.sort_code", sortCode),
                line(language, "bank.account_number", accountNumber),
                line(language, "bank.iban", iban),
                line(language, "bank.bic", bic));
        return lines.stream()
                .flatMap(Stream::ofNullable)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
    }

    private static String line(Language language, String key, @Nullable String value) {
        return value == null || value.isBlank() ? "" : BuiltInTexts.text(language, key) + ": " + value;
    }
}
