package org.sequitur.correspondence;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sequitur.wire.WireException;

/** The tags that stand for what differs from letter to letter, such as {@code [reference]}; docs/guides/sending-documents.md lists them. */
final class Tags {

    static final Set<String> NAMES = Set.of(
            "contact_name",
            "contact_first_name",
            "contact_last_name",
            "contact_organisation",
            "contact_email",
            "company_name",
            "sender_name",
            "sender_email",
            "reference",
            "invoice_reference",
            "date",
            "due_date",
            "total",
            "due",
            "currency",
            "days_overdue",
            "payment_terms",
            "po_reference",
            "bank_details",
            "online_payment_link");

    private static final Pattern TAG = Pattern.compile("\\[([a-z_]{1,40})]");

    private Tags() {}

    /** What looks like a tag and is none, each once. */
    static List<String> unknown(String text) {
        return TAG.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !NAMES.contains(name))
                .distinct()
                .limit(10)
                .toList();
    }

    /**
     * With each known tag replaced, once: what a value says in brackets stays as it is. Unknown tags stay.
     *
     * @param attribute what complaints call the text
     * @throws WireException 422 when it grows longer than so many characters
     */
    static String expanded(String attribute, String text, Map<String, String> values, int most) {
        StringBuilder expanded = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        int end = 0;
        while (tag.find()) {
            expanded.append(text, end, tag.start()).append(values.getOrDefault(tag.group(1), tag.group()));
            end = tag.end();
            if (expanded.length() > most) {
                throw tooLong(attribute, most);
            }
        }
        expanded.append(text, end, text.length());
        if (expanded.length() > most) {
            throw tooLong(attribute, most);
        }
        return expanded.toString();
    }

    private static WireException tooLong(String attribute, int most) {
        return WireException.invalid(attribute + " is too long (maximum is " + most + " characters)");
    }
}
