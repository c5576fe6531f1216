package org.sequitur.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The attributes a client sent, read as leniently as the wire allows: numbers or strings, any spelling of a reference, several
 * forms of dates. Every getter takes the value that stands when the attribute was not sent, so creating (with defaults) and
 * updating (with what is stored) read alike; an attribute sent as null or blank is cleared. What cannot be read becomes a
 * complaint, and the standing value is kept.
 */
public final class WireObject {

    /** Digits before and after the point that any amount, price or rate may have. */
    private static final int MOST_INTEGER_DIGITS = 15;

    /** The largest number that a decimal attribute can hold, to two places. */
    public static final BigDecimal LARGEST_DECIMAL =
            BigDecimal.TEN.pow(MOST_INTEGER_DIGITS).subtract(new BigDecimal("0.01"));

    private static final int MOST_NAMES = 50;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_FRACTION_DIGITS = 10;
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,2})?");

    private final ObjectNode attributes;
    private final Complaints complaints;

    WireObject(ObjectNode attributes, Complaints complaints) {
        this.attributes = attributes;
        this.complaints = complaints;
    }

    public Complaints complaints() {
        return complaints;
    }

    /** The same attributes, with complaints of their own. */
    public WireObject withOwnComplaints() {
        return new WireObject(attributes, new Complaints());
    }

    /** The same attributes and complaints, as if one had not been sent. */
    public WireObject without(String name) {
        return new WireObject(attributes.deepCopy().without(name), complaints);
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** The names of what was sent, separated by spaces: the first few, cut short, for a name can be anything. */
    public String names() {
        return attributes.propertyNames().stream()
                .limit(MOST_NAMES)
                .map(name -> name.replaceAll("[^A-Za-z0-9_]", "?"))
                .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name)
                .collect(Collectors.joining(" "));
    }

    /** Whether the attribute was sent at all, be it as null. */
    public boolean has(String name) {
        return attributes.has(name);
    }

    /** Whether the attribute was sent with something in it. */
    public boolean says(String name) {
        return has(name) && !isCleared(name);
    }

    /** Whether the attribute was sent as null or as blank text. */
    public boolean isCleared(String name) {
        JsonNode node = attributes.get(name);
        return node != null && isBlank(node);
    }

    public @Nullable String text(String name, @Nullable String standing) {
        JsonNode node = attributes.get(name);
        if (node == null) {
            return standing;
        }
        if (isBlank(node)) {
            return null;
        }
        if (!node.isValueNode()) {
            complaints.add(name + " is invalid");
            return standing;
        }
        String text = node.asString();
        if (!isStorable(text)) {
            complaints.add(name + " contains invalid characters");
            return standing;
        }
        return text;
    }

    /** Text with outer white space removed and a bound on its length, in characters. */
    public @Nullable String text(String name, @Nullable String standing, int most) {
        String text = text(name, standing);
        if (text == null) {
            return null;
        }
        String stripped = text.strip();
        if (stripped.codePointCount(0, stripped.length()) > most) {
            complaints.add(name + " is too long (maximum is " + most + " characters)");
            return standing;
        }
        return stripped;
    }

    /** As {@link #text}, for what must not be blank; a blank standing value is none. */
    public String requiredText(String name, String standing, int most) {
        return required(name, standing, text(name, standing, most));
    }

    /** As {@link #oneOf}, for what must not be blank; a blank standing value is none. */
    public String requiredOneOf(String name, String standing, Set<String> words) {
        return required(name, standing, oneOf(name, standing, words));
    }

    private String required(String name, String standing, @Nullable String value) {
        boolean isMissing = has(name) ? isCleared(name) : standing.isEmpty();
        complaints.addIf(isMissing, name + " can't be blank");
        return value == null ? standing : value;
    }

    /** A decimal between two bounds, half away from zero to a number of places; the default when it is cleared. */
    public BigDecimal decimalWithin(
            String name, BigDecimal standing, BigDecimal otherwise, BigDecimal least, BigDecimal most, int places) {
        BigDecimal sent = decimal(name, standing);
        if (sent == null) {
            return otherwise;
        }
        BigDecimal value = sent.setScale(places, RoundingMode.HALF_UP);
        if (value.compareTo(least) < 0) {
            complaints.add(name + " must be greater than or equal to " + least.toPlainString());
            return standing;
        }
        if (value.compareTo(most) > 0) {
            complaints.add(name + " must be less than or equal to " + most.toPlainString());
            return standing;
        }
        return value;
    }

    public @Nullable BigDecimal decimal(String name, @Nullable BigDecimal standing) {
        JsonNode node = attributes.get(name);
        if (node == null) {
            return standing;
        }
        if (isBlank(node)) {
            return null;
        }
        String text = node.isNumber() || node.isString() ? node.asString().strip() : "";
        if (!NUMBER.matcher(text).matches()) {
            complaints.add(name + " is not a number");
            return standing;
        }
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        if (value.precision() - value.scale() > MOST_INTEGER_DIGITS) {
            complaints.add(name + " is too large");
            return standing;
        }
        if (value.scale() > MOST_FRACTION_DIGITS) {
            complaints.add(name + " has too many decimal places (maximum is " + MOST_FRACTION_DIGITS + ")");
            return standing;
        }
        return value;
    }

    public @Nullable Integer integer(String name, @Nullable Integer standing) {
        BigDecimal number = decimal(name, standing == null ? null : BigDecimal.valueOf(standing));
        if (number == null) {
            return null;
        }
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            complaints.add(name + " must be an integer");
            return standing;
        }
    }

    public boolean bool(String name, boolean standing) {
        return Boolean.TRUE.equals(optionalBool(name, standing));
    }

    public @Nullable Boolean optionalBool(String name, @Nullable Boolean standing) {
        JsonNode node = attributes.get(name);
        if (node == null) {
            return standing;
        }
        if (isBlank(node)) {
            return null;
        }
        return switch (node.isValueNode() ? node.asString().strip().toLowerCase(Locale.ROOT) : "") {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> {
                complaints.add(name + " must be true or false");
                yield standing;
            }
        };
    }

    public @Nullable LocalDate date(String name, @Nullable LocalDate standing) {
        return date(name, standing, true);
    }

    /** As {@link #date}, for the few attributes where an unreadable date is ignored. */
    public @Nullable LocalDate dateOrIgnored(String name, @Nullable LocalDate standing) {
        return date(name, standing, false);
    }

    private @Nullable LocalDate date(String name, @Nullable LocalDate standing, boolean complains) {
        JsonNode node = attributes.get(name);
        if (node == null) {
            return standing;
        }
        if (isBlank(node)) {
            return null;
        }
        LocalDate date = node.isString() ? Dates.date(node.asString()) : null;
        if (date == null && complains) {
            complaints.add(name + " is not a valid date");
        }
        return date == null ? standing : date;
    }

    /** A point in time, as lists take {@code updated_since}; null when it was not sent. */
    public @Nullable Instant instant(String name) {
        JsonNode node = attributes.get(name);
        if (node == null || isBlank(node)) {
            return null;
        }
        Instant instant = node.isString() ? Dates.instant(node.asString()) : null;
        complaints.addIf(instant == null, name + " is not a valid timestamp");
        return instant;
    }

    /** Several texts, none of them blank or twice; empty when none were sent. */
    public List<String> texts(String name, int most) {
        JsonNode node = attributes.get(name);
        if (node == null || isBlank(node)) {
            return List.of();
        }
        if (!node.isArray()) {
            throw WireException.badRequest("'" + name + "' parameter does not match expected type 'array'");
        }
        complaints.addIf(node.size() > most, name + " is too long (maximum is " + most + ")");
        return node.valueStream()
                .limit(most)
                .map(element -> element.isValueNode() ? element.asString().strip() : "")
                .filter(text -> !text.isEmpty() && isStorable(text))
                .distinct()
                .toList();
    }

    /** As {@link #text}, for what has to look like a pattern. */
    public @Nullable String matching(String name, @Nullable String standing, Pattern pattern) {
        String text = text(name, standing);
        if (text == null
                || text.equals(standing)
                || pattern.matcher(text.strip()).matches()) {
            return text == null ? null : text.strip();
        }
        complaints.add(name + " is invalid");
        return standing;
    }

    /** One of a fixed, case-sensitive set of words; what stands may have left the set since. */
    public @Nullable String oneOf(String name, @Nullable String standing, Set<String> words) {
        String text = text(name, standing);
        if (text == null || text.equals(standing) || words.contains(text)) {
            return text;
        }
        complaints.add(name + " is not included in the list");
        return standing;
    }

    /** The id of a referenced record; {@link RecordReference#NONE} when what was sent can name none. */
    public @Nullable Long reference(String name, @Nullable Long standing) {
        JsonNode node = attributes.get(name);
        if (node == null) {
            return standing;
        }
        if (isBlank(node)) {
            return null;
        }
        return node.isValueNode() ? RecordReference.id(node.asString()) : RecordReference.NONE;
    }

    /** The ids of several records, each in any spelling, without what can name none; empty when none were sent. */
    public List<Long> references(String name, int most) {
        JsonNode node = attributes.get(name);
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw WireException.badRequest("'" + name + "' parameter does not match expected type 'array'");
        }
        complaints.addIf(node.size() > most, name + " is too long (maximum is " + most + ")");
        List<Long> ids = new ArrayList<>();
        for (JsonNode element : node) {
            long id = element.isValueNode() ? RecordReference.id(element.asString()) : RecordReference.NONE;
            if (id != RecordReference.NONE && ids.size() < most) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** An object within this one, or null when there is none. */
    public @Nullable WireObject object(String name) {
        return attributes.get(name) instanceof ObjectNode object ? new WireObject(object, complaints) : null;
    }

    /** The objects of an array, or null when it was not sent (or null). */
    public @Nullable List<WireObject> objects(String name) {
        JsonNode node = attributes.get(name);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            throw WireException.badRequest("'" + name + "' parameter does not match expected type 'array'");
        }
        List<WireObject> objects = new ArrayList<>(node.size());
        for (JsonNode element : node) {
            if (!(element instanceof ObjectNode object)) {
                throw WireException.badRequest("'" + name + "' parameter does not match expected type 'array'");
            }
            objects.add(new WireObject(object, complaints));
        }
        return objects;
    }

    static boolean isBlank(JsonNode node) {
        return node.isNull() || (node.isString() && node.asString().isBlank());
    }

    /** PostgreSQL stores neither U+0000 nor half of a surrogate pair. */
    static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
