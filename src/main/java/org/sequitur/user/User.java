package org.sequitur.user;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.EmailAddresses;
import org.sequitur.company.CompanyType;
import org.sequitur.wire.Body;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/** A person who signs in to a company. */
record User(
        long id,
        String email,
        String firstName,
        String lastName,
        String role,
        PermissionLevel level,
        BigDecimal openingMileage,
        @Nullable String niNumber,
        @Nullable String uniqueTaxReference,
        boolean isHidden,
        Instant createdAt,
        Instant updatedAt)
        implements Body {

    static final String ADVISOR_ROLE = "Accountant";

    private static final int MOST_CHARACTERS = 255;
    private static final BigDecimal MOST_MILEAGE = new BigDecimal("9999999999.99");

    /** HMRC gives out no D, F, I, Q, U, V, no O in second place, and none of the prefixes that mean something else. */
    private static final Pattern NI_NUMBER =
            Pattern.compile("(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(\\d{2} ?){3}[A-D]");

    private static final Pattern UNIQUE_TAX_REFERENCE = Pattern.compile("\\d{10}");

    /** What a user has whom nothing is known of yet. */
    static User unsaved(Instant now) {
        return new User(
                0,
                "",
                "",
                "",
                "",
                PermissionLevel.TAX_ACCOUNTING_AND_USERS,
                BigDecimal.ZERO,
                null,
                null,
                false,
                now,
                now);
    }

    boolean isAdvisor() {
        return ADVISOR_ROLE.equals(role);
    }

    /** The user with the permission level that was sent. */
    User atLevel(WireObject sent) {
        Integer number = sent.integer("permission_level", level.number());
        if (number == null || number < 0 || number >= PermissionLevel.values().length) {
            sent.complaints().add("permission_level is not included in the list");
            return this;
        }
        return new User(
                id,
                email,
                firstName,
                lastName,
                role,
                PermissionLevel.of(number),
                openingMileage,
                niNumber,
                uniqueTaxReference,
                isHidden,
                createdAt,
                updatedAt);
    }

    /** The user with all that was sent but the permission level. */
    User changedBy(WireObject sent, CompanyType companyType, Instant now) {
        String address = sent.requiredText("email", email, MOST_CHARACTERS);
        sent.complaints().addIf(!EmailAddresses.isAddress(address), "email is invalid");
        return new User(
                id,
                address,
                sent.requiredText("first_name", firstName, MOST_CHARACTERS),
                sent.requiredText("last_name", lastName, MOST_CHARACTERS),
                sent.requiredOneOf("role", role, roles(companyType)),
                level,
                sent.decimalWithin(
                        "opening_mileage", openingMileage, BigDecimal.ZERO, BigDecimal.ZERO, MOST_MILEAGE, 2),
                sent.matching("ni_number", niNumber, NI_NUMBER),
                sent.matching("unique_tax_reference", uniqueTaxReference, UNIQUE_TAX_REFERENCE),
                sent.bool("hidden", isHidden),
                createdAt,
                now);
    }

    /** The roles that people of a company of some type can have. */
    static Set<String> roles(CompanyType type) {
        return switch (type) {
            case UK_LIMITED_COMPANY, US_C_CORP, US_S_CORP ->
                Set.of("Director", "Company Secretary", "Employee", "Shareholder", ADVISOR_ROLE);
            case UK_SOLE_TRADER, US_SOLE_PROPRIETOR, UK_UNINCORPORATED_LANDLORD ->
                Set.of("Owner", "Employee", ADVISOR_ROLE);
            case UK_PARTNERSHIP, UK_LIMITED_LIABILITY_PARTNERSHIP, US_PARTNERSHIP ->
                Set.of("Partner", "Employee", ADVISOR_ROLE);
            case US_LIMITED_LIABILITY_COMPANY, UNIVERSAL_COMPANY ->
                Set.of("Owner", "Director", "Partner", "Company Secretary", "Employee", "Shareholder", ADVISOR_ROLE);
        };
    }

    @Override
    public void write(WireWriter out) {
        out.reference("url", "users", id);
        out.text("first_name", firstName);
        out.text("last_name", lastName);
        out.bool("hidden", isHidden);
        out.text("email", email);
        out.text("role", role);
        out.integer("permission_level", level.number());
        out.decimal("opening_mileage", openingMileage);
        out.text("ni_number", niNumber);
        out.text("unique_tax_reference", uniqueTaxReference);
        out.instant("updated_at", updatedAt);
        out.instant("created_at", createdAt);
    }
}
