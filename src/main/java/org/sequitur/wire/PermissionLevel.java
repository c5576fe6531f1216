package org.sequitur.wire;

import java.util.List;

/** The cumulative levels of access of a user, 0 to 8. */
public enum PermissionLevel {
    NO_ACCESS(0),
    TIME(1),
    MY_MONEY(2),
    CONTACTS_AND_PROJECTS(3),
    INVOICES_ESTIMATES_AND_FILES(4),
    BILLS(5),
    BANKING(6),
    TAX_ACCOUNTING_AND_USERS(7),
    FULL(8);

    private static final List<PermissionLevel> LEVELS = List.of(values());

    private final int number;

    PermissionLevel(int number) {
        this.number = number;
    }

    public static PermissionLevel of(int number) {
        return LEVELS.get(number);
    }

    public int number() {
        return number;
    }

    public boolean includes(PermissionLevel other) {
        return number >= other.number;
    }
}
