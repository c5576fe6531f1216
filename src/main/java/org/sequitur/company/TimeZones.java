package org.sequitur.company;

import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** The time zones that a company's days can be of: places by their names in the tz database, which PostgreSQL has, too. */
final class TimeZones {

    private static final Set<String> REGIONS = Set.of(
            "Africa",
            "America",
            "Antarctica",
            "Arctic",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific");

    static final Set<String> ACCEPTED = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.equals("UTC") || REGIONS.contains(id.replaceFirst("/.*", "")))
            .collect(Collectors.toUnmodifiableSet());

    private TimeZones() {}
}
