package org.sequitur.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and as whom to sign in.
 *
 * @param url in JDBC's form, {@code jdbc:postgresql://host:port/database?option=value}, without user and password
 */
public record DatabaseAddress(
        String url, @Nullable String user, @Nullable String password) {

    private static final String JDBC = "jdbc:postgresql:";
    private static final String SERVER_TYPE = "targetServerType=";

    public DatabaseAddress {
        if (!url.startsWith(JDBC)) {
            throw unreadable("it must begin with postgres:// or jdbc:postgresql://");
        }
        int question = url.indexOf('?');
        if (question >= 0) {
            List<String> kept = new ArrayList<>();
            for (String option : url.substring(question + 1).split("&", -1)) {
                String value = option.substring(option.indexOf('=') + 1);
                if (option.startsWith("user=")) {
                    user = user == null ? decode(value) : user;
                } else if (option.startsWith("password=")) {
                    password = password == null ? decode(value) : password;
                } else if (!option.isEmpty()) {
                    kept.add(option);
                }
            }
            url = url.substring(0, question) + (kept.isEmpty() ? "" : "?" + String.join("&", kept));
        }
    }

    /**
     * Reads {@code postgres://user:password@host:port/database?option=value} or JDBC's form. Whatever it says, the server that is meant
     * is the one that takes writes; an address that asks for a standby is refused.
     */
    public static DatabaseAddress parse(String text) {
        DatabaseAddress address = read(text.strip());
        List<String> options = new ArrayList<>();
        for (String option : address.options()) {
            if (!option.startsWith(SERVER_TYPE)) {
                options.add(option);
            } else if (!List.of("primary", "master", "any").contains(option.substring(SERVER_TYPE.length()))) {
                throw new StoreException(
                        "The database's address asks for a standby, which takes no writes: leave target_session_attrs out,"
                                + " or say read-write");
            }
        }
        return address.withOptions(options);
    }

    private static DatabaseAddress read(String trimmed) {
        if (trimmed.startsWith(JDBC)) {
            return trimmed.startsWith(JDBC + "//")
                    ? uri(trimmed.substring(JDBC.length() + 2))
                    : new DatabaseAddress(trimmed, null, null);
        }
        int scheme = trimmed.indexOf("://");
        String name = scheme < 0 ? "" : trimmed.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("postgres") && !name.equals("postgresql")) {
            throw unreadable("it must begin with postgres:// or jdbc:postgresql://");
        }
        return uri(trimmed.substring(scheme + 3));
    }

    // java.net.URI refuses lists of hosts (a:5432,b:5432), so the address is taken apart by hand.
    private static DatabaseAddress uri(String text) {
        int question = text.indexOf('?');
        String options = question < 0 ? "" : text.substring(question + 1);
        String place = question < 0 ? text : text.substring(0, question);
        int slash = place.indexOf('/', Math.max(0, place.lastIndexOf('@')));
        String authority = slash < 0 ? place : place.substring(0, slash);
        String database = slash < 0 ? "" : place.substring(slash + 1);
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        String user = null;
        String password = null;
        if (at >= 0) {
            String[] identity = authority.substring(0, at).split(":", 2);
            user = identity[0].isEmpty() ? null : decode(identity[0]);
            password = identity.length < 2 ? null : decode(identity[1]);
        }
        StringBuilder url = new StringBuilder(JDBC + "//")
                .append(hosts.isEmpty() ? "localhost" : hosts)
                .append('/')
                .append(database);
        String separator = "?";
        for (String option : options.split("&", -1)) {
            if (!option.isEmpty()) {
                url.append(separator).append(jdbcOption(option));
                separator = "&";
            }
        }
        return new DatabaseAddress(url.toString(), user, password);
    }

    private static String jdbcOption(String option) {
        int equals = option.indexOf('=');
        if (equals < 0) {
            throw unreadable("the option \"" + option + "\" has no value");
        }
        String value = option.substring(equals);
        return switch (option.substring(0, equals)) {
            case "application_name" -> "ApplicationName" + value;
            case "connect_timeout" -> "connectTimeout" + value;
            case "target_session_attrs" ->
                "targetServerType"
                        + switch (value) {
                            case "=read-write", "=primary" -> "=primary";
                            default -> value;
                        };
            default -> option;
        };
    }

    /** The same database at a server that need not take writes. */
    DatabaseAddress atAnyServer() {
        List<String> options = new ArrayList<>(options());
        options.add(SERVER_TYPE + "any");
        return withOptions(options);
    }

    /** How many servers are listed. */
    int servers() {
        int slashes = url.indexOf("//");
        if (slashes < 0) {
            return 1;
        }
        int end = url.indexOf('/', slashes + 2);
        return (int) url.substring(slashes, end < 0 ? url.length() : end)
                        .chars()
                        .filter(c -> c == ',')
                        .count()
                + 1;
    }

    private List<String> options() {
        int question = url.indexOf('?');
        return question < 0 ? List.of() : List.of(url.substring(question + 1).split("&", -1));
    }

    private DatabaseAddress withOptions(List<String> options) {
        int question = url.indexOf('?');
        String place = question < 0 ? url : url.substring(0, question);
        return new DatabaseAddress(options.isEmpty() ? place : place + "?" + String.join("&", options), user, password);
    }

    private static String decode(String text) {
        try {
            // URLDecoder reads forms, in which a plus sign is a blank; in an address it is a plus sign.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The text is not repeated, nor the cause: it may be a password.
            throw unreadable("a % must be followed by two hexadecimal digits");
        }
    }

    private static StoreException unreadable(String why) {
        return new StoreException("The database's address cannot be read: " + why
                + ". Example: postgres://user:password@host:5432/database");
    }

    @Override
    public String toString() {
        return (user == null ? "" : user + " at ") + url;
    }
}
