package org.sequitur.correspondence;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.wire.WireException;

/**
 * A contact that is written to.
 *
 * @param email one or several addresses, separated by commas
 * @param billingEmail the same, before which it comes
 * @param locale as contacts have it
 */
record Correspondent(
        ContactName name, @Nullable String email, @Nullable String billingEmail, String locale) {

    Language language() {
        return Language.of(locale);
    }

    String addresses() {
        return Objects.requireNonNullElse(billingEmail, Objects.requireNonNullElse(email, ""));
    }

    /** @throws WireException 422 when it has no address */
    List<String> recipients() {
        if (addresses().isBlank()) {
            throw WireException.invalid("contact has no email address");
        }
        return Arrays.stream(addresses().split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
    }
}
