package org.sequitur.freeagent;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a copy says of each record over its own API, held against what the source said: whatever is another thing there, or is missing,
 * is told. So nothing that the source has is lost without a word, be it an attribute that nobody here has heard of.
 */
public final class CopyComparison {

    private static final int PAGES_AT_HAND = 4;

    /** What is said anew each time. */
    private static final Set<String> PASSING =
            Set.of("content_src", "content_src_medium", "content_src_small", "expires_at");

    private static final Set<String> OF_THE_SERVER = Set.of("id", "subdomain", "url");

    private final FetchedPages source;
    private final FetchedPages copy;
    private final CopyReport report;

    public CopyComparison(FetchedPages source, FetchedPages copy, CopyReport report) {
        this.source = source;
        this.copy = copy;
        this.report = report;
    }

    /** @param api of the server that has the copy */
    public static void compare(FetchedPages source, FetchedPages copy, SourceApi api, CopyReport report) {
        new SourceCopy(api, copy, (list, records, total) -> {}).fetchRecords();
        new CopyComparison(source, copy, report).run();
    }

    void run() {
        SourceRecord company = source.single("company", "company");
        SourceRecord copied = copy.single("company", "company");
        if (company != null && copied != null) {
            compare("company", "/v2/company", without(company.node()), without(copied.node()));
        }
        SourceCopy.lists().forEach(this::compareList);
        source.records("recurring_invoices", listed -> {
            String list = "recurring_invoice/" + listed.id();
            SourceRecord there = source.single(list, "recurring_invoice");
            SourceRecord here = copy.single(list, "recurring_invoice");
            if (there != null && here != null) {
                compare("recurring_invoices", source.path(listed.text("url", "")), there.node(), here.node());
            }
        });
    }

    private static JsonNode without(JsonNode company) {
        ObjectNode rest = (ObjectNode) company.deepCopy();
        rest.remove(OF_THE_SERVER);
        return rest;
    }

    private void compareList(String list) {
        Map<String, Place> places = new HashMap<>();
        copy.places(list, (place, url) -> places.putIfAbsent(url, place));
        Map<Place, JsonNode> atHand = new LinkedHashMap<>(PAGES_AT_HAND, 1, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Place, JsonNode> eldest) {
                return size() > PAGES_AT_HAND;
            }
        };
        source.records(list, there -> {
            String url = source.path(there.text("url", ""));
            JsonNode here = null;
            Place place = places.get(url);
            if (place != null) {
                JsonNode page = atHand.computeIfAbsent(place, where -> copy.page(where.list(), where.page()));
                for (JsonNode one : page.path(list)) {
                    if (copy.path(one.path("url").asString("")).equals(url)) {
                        here = one;
                    }
                }
            }
            if (here == null) {
                report.misfit(list + " that are not in the copy", url);
            } else {
                compare(list, url, there.node(), here);
            }
        });
    }

    /** A page of a list. */
    record Place(String list, int page) {}

    private void compare(String what, String url, JsonNode there, JsonNode here) {
        Set<String> names = new TreeSet<>();
        there.propertyNames().forEach(names::add);
        here.propertyNames().forEach(names::add);
        for (String name : names) {
            if (!PASSING.contains(name)) {
                compareValue(what, name, url, there.path(name), here.path(name));
            }
        }
    }

    private void compareValue(String what, String name, String url, JsonNode there, JsonNode here) {
        String path = what + "." + name;
        if (isNothing(there) && isNothing(here)) {
            return;
        }
        if (isNothing(here)) {
            report.misfit(path + " is not in the copy", url + ": " + there);
        } else if (isNothing(there)) {
            report.misfit(path + " is only in the copy", url + ": " + here);
        } else if (there.isObject() && here.isObject()) {
            compare(path, url, there, here);
        } else if (there.isArray() && here.isArray() && there.size() == here.size()) {
            for (int i = 0; i < there.size(); i++) {
                JsonNode one = there.get(i);
                JsonNode other = here.get(i);
                if (one.isObject() && other.isObject()) {
                    compare(path, url, one, other);
                } else if (!isSame(one, other)) {
                    report.misfit(path + " is another in the copy", url + ": " + one + ", there " + other);
                }
            }
        } else if (!isSame(there, here)) {
            report.misfit(path + " is another in the copy", url + ": " + there + ", there " + here);
        }
    }

    private static boolean isNothing(JsonNode node) {
        boolean isBlank = node.isString() && node.stringValue().isEmpty();
        return node.isMissingNode() || node.isNull() || isBlank;
    }

    private boolean isSame(JsonNode one, JsonNode other) {
        boolean isSameAddress = one.isString()
                && other.isString()
                && source.path(one.stringValue()).equals(copy.path(other.stringValue()));
        if (one.equals(other) || isSameAddress) {
            return true;
        }
        try {
            return new BigDecimal(one.asString("")).compareTo(new BigDecimal(other.asString(""))) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
