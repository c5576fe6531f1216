package org.sequitur.expense;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a mile may be reclaimed at without tax, by the day: the approved rates of the United Kingdom, as FreeAgent lists them.
 *
 * @param byVehicle in the order in which they are listed
 */
record MileageRates(LocalDate from, LocalDate to, List<VehicleRate> byVehicle) {

    /** The miles of a user and a kind of vehicle in a tax year that are reclaimed at the basic rate. */
    static final BigDecimal BASIC_RATE_LIMIT = BigDecimal.valueOf(10_000);

    static final String CAR = "Car";
    static final String MOTORCYCLE = "Motorcycle";
    static final String BICYCLE = "Bicycle";

    static final LocalDate BEGINNING = LocalDate.of(1970, 1, 1);
    static final LocalDate END = LocalDate.of(2099, 12, 31);

    private static final int TAX_YEAR_MONTH = 4;
    private static final int TAX_YEAR_DAY = 6;

    record VehicleRate(String vehicle, BigDecimal basic, BigDecimal additional) {}

    static final List<MileageRates> ALL = List.of(
            of(BEGINNING, LocalDate.of(2011, 4, 5), "0.4"),
            of(LocalDate.of(2011, 4, 6), LocalDate.of(2026, 4, 5), "0.45"),
            of(LocalDate.of(2026, 4, 6), END, "0.55"));

    private static MileageRates of(LocalDate from, LocalDate to, String basicOfCars) {
        return new MileageRates(
                from,
                to,
                List.of(rate(CAR, basicOfCars, "0.25"), rate(MOTORCYCLE, "0.24", "0.24"), rate(BICYCLE, "0.2", "0.2")));
    }

    private static VehicleRate rate(String vehicle, String basic, String additional) {
        return new VehicleRate(vehicle, new BigDecimal(basic), new BigDecimal(additional));
    }

    /** Before all periods the first counts, after them the last. */
    static MileageRates on(LocalDate day) {
        return ALL.stream().filter(rates -> !day.isAfter(rates.to)).findFirst().orElse(ALL.getLast());
    }

    VehicleRate of(String vehicle) {
        Map<String, VehicleRate> rates =
                Map.of(CAR, byVehicle.get(0), MOTORCYCLE, byVehicle.get(1), BICYCLE, byVehicle.get(2));
        return Objects.requireNonNull(rates.get(vehicle), vehicle);
    }

    /** The first day of the tax year that holds a day. */
    static LocalDate taxYearOf(LocalDate day) {
        LocalDate start = LocalDate.of(day.getYear(), TAX_YEAR_MONTH, TAX_YEAR_DAY);
        return day.isBefore(start) ? start.minusYears(1) : start;
    }
}
