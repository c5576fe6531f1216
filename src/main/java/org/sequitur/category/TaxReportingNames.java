package org.sequitur.category;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.CompanyType;
import org.sequitur.wire.WireObject;

/**
 * What the categories of a group can be reported as. Clients send the key and are shown the words; who sends back the words that it
 * was shown is understood, too. Source: the table of keys in FreeAgent's documentation, {@code tax-reporting-names.txt}.
 */
record TaxReportingNames(CategoryGroup group, Map<String, String> wordsByKey) {

    private static final String ATTRIBUTE = "tax_reporting_name";
    private static final Map<String, Map<String, String>> TABLE = read();

    static TaxReportingNames of(CategoryGroup group, CompanyType type) {
        String kind = group.isCost() ? kind(type) : "";
        return new TaxReportingNames(group, TABLE.getOrDefault(group.word() + "|" + kind, Map.of()));
    }

    private static String kind(CompanyType type) {
        return switch (type) {
            case UK_LIMITED_COMPANY -> "limited";
            case UK_SOLE_TRADER, UK_UNINCORPORATED_LANDLORD -> "sole_trader";
            case UK_PARTNERSHIP, UK_LIMITED_LIABILITY_PARTNERSHIP -> "partnership";
            default -> "elsewhere";
        };
    }

    /** The words of what was sent; costs must say something, current assets are debtors and liabilities creditors unless they do. */
    @Nullable
    String changed(WireObject sent, @Nullable String standing) {
        if (wordsByKey.isEmpty()) {
            return null;
        }
        String text = sent.text(ATTRIBUTE, standing);
        if (text == null) {
            sent.complaints().addIf(group.isCost(), ATTRIBUTE + " can't be blank");
            return group.isCost() ? null : wordsByKey.values().iterator().next();
        }
        if (text.equals(standing) || wordsByKey.containsValue(text)) {
            return text;
        }
        String words = wordsByKey.get(text);
        sent.complaints().addIf(words == null, ATTRIBUTE + " is not included in the list");
        return words == null ? standing : words;
    }

    private static Map<String, Map<String, String>> read() {
        Map<String, String> special = new LinkedHashMap<>();
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        Chart.rows("tax-reporting-names.txt")
                .filter(row -> row[0].equals("="))
                .forEach(row -> special.put(row[1], row[2]));
        Chart.rows("tax-reporting-names.txt").filter(row -> !row[0].equals("=")).forEach(row -> {
            Map<String, String> words = new LinkedHashMap<>();
            for (String key : row[2].split(" ", -1)) {
                words.put(key, special.getOrDefault(key, inWords(key)));
            }
            table.put(row[0] + "|" + row[1], words);
        });
        return table;
    }

    private static String inWords(String key) {
        return Character.toUpperCase(key.charAt(0)) + key.substring(1).replace('_', ' ');
    }
}
