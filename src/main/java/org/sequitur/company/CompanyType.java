package org.sequitur.company;

import java.util.Arrays;

/** The legal form of a company, which decides its country's defaults and the roles its people can have. */
public enum CompanyType {
    UK_LIMITED_COMPANY("UkLimitedCompany", Home.UNITED_KINGDOM, "Director"),
    UK_LIMITED_LIABILITY_PARTNERSHIP("UkLimitedLiabilityPartnership", Home.UNITED_KINGDOM, "Partner"),
    UK_PARTNERSHIP("UkPartnership", Home.UNITED_KINGDOM, "Partner"),
    UK_SOLE_TRADER("UkSoleTrader", Home.UNITED_KINGDOM, "Owner"),
    UK_UNINCORPORATED_LANDLORD("UkUnincorporatedLandlord", Home.UNITED_KINGDOM, "Owner"),
    US_LIMITED_LIABILITY_COMPANY("UsLimitedLiabilityCompany", Home.UNITED_STATES, "Owner"),
    US_PARTNERSHIP("UsPartnership", Home.UNITED_STATES, "Partner"),
    US_SOLE_PROPRIETOR("UsSoleProprietor", Home.UNITED_STATES, "Owner"),
    US_C_CORP("UsCCorp", Home.UNITED_STATES, "Director"),
    US_S_CORP("UsSCorp", Home.UNITED_STATES, "Director"),
    UNIVERSAL_COMPANY("UniversalCompany", Home.ELSEWHERE, "Owner");

    private final String wireName;
    private final Home home;
    private final String ownerRole;

    CompanyType(String wireName, Home home, String ownerRole) {
        this.wireName = wireName;
        this.home = home;
        this.ownerRole = ownerRole;
    }

    /** Where companies of a type live. */
    private enum Home {
        UNITED_KINGDOM,
        UNITED_STATES,
        ELSEWHERE
    }

    /** The type as the wire and the database name it. */
    public String wireName() {
        return wireName;
    }

    public static CompanyType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no company type is called " + wireName));
    }

    public boolean isUk() {
        return home == Home.UNITED_KINGDOM;
    }

    public boolean isUs() {
        return home == Home.UNITED_STATES;
    }

    /** The role of the person who founds such a company. */
    public String ownerRole() {
        return ownerRole;
    }
}
