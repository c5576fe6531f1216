package org.sequitur.wire;

/** The cumulative levels of access of a user, 0 to 8. */
public enum PermissionLevel {
    NO_ACCESS,
    TIME,
    MY_MONEY,
    CONTACTS_AND_PROJECTS,
    INVOICES_ESTIMATES_AND_FILES,
    BILLS,
    BANKING,
    TAX_ACCOUNTING_AND_USERS,
    FULL;

    public static PermissionLevel of(int number) {
        return values()[number];
    }

    public int number() {
        return ordinal();
    }

    public boolean includes(PermissionLevel other) {
        return number() >= other.number();
    }
}
