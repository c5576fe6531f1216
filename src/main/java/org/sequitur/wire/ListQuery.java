package org.sequitur.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a list: page, order and filters. */
public final class ListQuery {

    private static final int PER_PAGE_DEFAULT = 25;
    private static final int PER_PAGE_MOST = 100;

    /** Of the {@code Link} header, which repeats the query up to four times; the server sends 8 KB of headers at most. */
    private static final int MOST_LINK_CHARACTERS = 6_000;

    private final String url;
    private final Map<String, String[]> parameters;

    ListQuery(String url, Map<String, String[]> parameters) {
        this.url = url;
        this.parameters = parameters;
    }

    static ListQuery of(HttpServletRequest request, BaseUrl baseUrl) {
        try {
            return new ListQuery(baseUrl.of(request.getRequestURI()), request.getParameterMap());
        } catch (IllegalStateException e) {
            // Percent signs that encode nothing, bytes that are not UTF-8, thousands of parameters.
            throw WireException.badRequest("The query string could not be read");
        }
    }

    /** An order of a list by one of its sortable fields. */
    public record Sort(String field, boolean descending) {}

    /** 1-based; what is not a positive integer is 1. */
    public long page() {
        return positive("page", 1);
    }

    /** At most 100; what is not a positive integer is 25. */
    public int perPage() {
        return (int) Math.min(positive("per_page", PER_PAGE_DEFAULT), PER_PAGE_MOST);
    }

    public long offset() {
        return (page() - 1) * perPage();
    }

    /**
     * The value of a parameter, or null when it is absent or blank.
     *
     * @throws WireException 400 when no stored text could ever equal it
     */
    public @Nullable String text(String name) {
        String[] values = parameters.get(name);
        if (values == null || values[values.length - 1].isBlank()) {
            return null;
        }
        String text = values[values.length - 1];
        if (!WireObject.isStorable(text)) {
            throw WireException.badRequest(name + " contains invalid characters");
        }
        return text;
    }

    public boolean flag(String name) {
        String text = text(name);
        return "true".equals(text) || "1".equals(text);
    }

    /** The id of a record that the list is narrowed to. */
    public @Nullable Long reference(String name) {
        String text = text(name);
        return text == null ? null : (Long) RecordReference.id(text);
    }

    /** @throws WireException 400 when the parameter is not a date */
    public @Nullable LocalDate date(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        LocalDate date = Dates.date(text);
        if (date == null) {
            throw WireException.badRequest(name + " is not a valid date");
        }
        return date;
    }

    /** @throws WireException 400 when the parameter is not an ISO 8601 instant or date */
    public @Nullable Instant updatedSince() {
        String text = text("updated_since");
        if (text == null) {
            return null;
        }
        // An unescaped plus of an offset arrives as a space.
        Instant instant = Dates.instant(text.replaceFirst(" (\\d{2}:?\\d{2})$", "+$1"));
        if (instant == null) {
            throw WireException.badRequest("updated_since is not a valid timestamp");
        }
        return instant;
    }

    /** @throws WireException 400 when the field is not one of those that sort */
    public Sort sort(String standard, Set<String> fields) {
        String text = text("sort");
        boolean descending = text != null && text.startsWith("-");
        String field = text == null ? standard : descending ? text.substring(1) : text;
        if (!fields.contains(field)) {
            throw WireException.badRequest("sort is not included in the list");
        }
        return new Sort(field, descending);
    }

    /**
     * What comes after ORDER BY.
     *
     * @param columns of the fields that sort
     * @param last the column that makes the order definite
     * @throws WireException 400 when the field is not one of those that sort
     */
    public String order(String standard, Map<String, String> columns, String last) {
        Sort sort = sort(standard, columns.keySet());
        String direction = sort.descending() ? " DESC" : "";
        return columns.get(sort.field()) + direction + ", " + last + direction;
    }

    /** @throws WireException 400 for a view that does not exist */
    public static WireException unknownView() {
        return WireException.badRequest("view is not included in the list");
    }

    /**
     * The {@code Link} header: empty when everything fits one page; otherwise with single quotes around the relations, as the
     * real service sends it.
     *
     * @throws WireException 400 when the query is too long to be repeated in links
     */
    String links(long total) {
        long lastPage = (total + perPage() - 1) / perPage();
        if (lastPage <= 1) {
            return "";
        }
        List<String> links = new ArrayList<>(4);
        long page = page();
        if (page > 1) {
            links.add(link(Math.min(page - 1, lastPage), "prev"));
        }
        if (page < lastPage) {
            links.add(link(page + 1, "next"));
        }
        links.add(link(1, "first"));
        links.add(link(lastPage, "last"));
        String header = String.join(", ", links);
        if (header.length() > MOST_LINK_CHARACTERS) {
            throw WireException.badRequest("The query string is too long");
        }
        return header;
    }

    private String link(long page, String relation) {
        StringBuilder link = new StringBuilder("<").append(url);
        char separator = '?';
        for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
            for (String value : parameter.getValue()) {
                if (!"page".equals(parameter.getKey()) && !"per_page".equals(parameter.getKey())) {
                    link.append(separator)
                            .append(encode(parameter.getKey()))
                            .append('=')
                            .append(encode(value));
                    separator = '&';
                }
            }
        }
        return link.append(separator)
                .append("page=")
                .append(page)
                .append("&per_page=")
                .append(perPage())
                .append(">; rel='")
                .append(relation)
                .append('\'')
                .toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private long positive(String name, int otherwise) {
        String text = text(name);
        if (text == null || !text.matches("[0-9]{1,15}")) {
            return otherwise;
        }
        long number = Long.parseLong(text);
        return number > 0 ? number : otherwise;
    }
}
