package org.sequitur.address;

import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireWriter;

/** A postal address; the country is one of {@link Countries}. */
public record Address(
        @Nullable String address1,
        @Nullable String address2,
        @Nullable String address3,
        @Nullable String town,
        @Nullable String region,
        @Nullable String postcode,
        @Nullable String country) {

    private static final int MOST_CHARACTERS = 255;

    public static Address in(String country) {
        return new Address(null, null, null, null, null, null, country);
    }

    public Address changedBy(WireObject sent) {
        return new Address(
                sent.text("address1", address1, MOST_CHARACTERS),
                sent.text("address2", address2, MOST_CHARACTERS),
                sent.text("address3", address3, MOST_CHARACTERS),
                sent.text("town", town, MOST_CHARACTERS),
                sent.text("region", region, MOST_CHARACTERS),
                sent.text("postcode", postcode, MOST_CHARACTERS),
                sentCountry(sent));
    }

    private @Nullable String sentCountry(WireObject sent) {
        String name = sent.text("country", country, MOST_CHARACTERS);
        if (name == null || name.equals(country)) {
            return name;
        }
        String listed = Countries.listed(name);
        if (listed == null) {
            sent.complaints().add("country is not included in the list");
        }
        return listed;
    }

    public void write(WireWriter out) {
        out.text("address1", address1);
        out.text("address2", address2);
        out.text("address3", address3);
        out.text("town", town);
        out.text("region", region);
        out.text("postcode", postcode);
        out.text("country", country);
    }
}
