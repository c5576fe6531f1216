package org.sequitur.expense;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engines that a claim can name, by the day. */
record EngineOptions(LocalDate from, LocalDate to, List<EngineType> types) {

    static final String PETROL = "Petrol";

    record EngineType(String name, List<String> sizes) {}

    private static final List<String> PETROL_SIZES = List.of("Up to 1400cc", "1401-2000cc", "Over 2000cc");
    private static final List<String> DIESEL_SIZES = List.of("Up to 1600cc", "1601-2000cc", "Over 2000cc");
    private static final List<String> ONE_SIZE = List.of("All");

    static final List<EngineOptions> ALL = List.of(
            of(MileageRates.BEGINNING, LocalDate.of(2011, 5, 31), PETROL_SIZES),
            of(LocalDate.of(2011, 6, 1), LocalDate.of(2019, 2, 28), DIESEL_SIZES),
            of(LocalDate.of(2019, 3, 1), LocalDate.of(2025, 8, 31), DIESEL_SIZES, "Electric"),
            of(
                    LocalDate.of(2025, 9, 1),
                    MileageRates.END,
                    DIESEL_SIZES,
                    "Electric (Home charger)",
                    "Electric (Public charger)"));

    private static EngineOptions of(LocalDate from, LocalDate to, List<String> dieselSizes, String... electric) {
        List<EngineType> fuelled = List.of(
                new EngineType(PETROL, PETROL_SIZES),
                new EngineType("Diesel", dieselSizes),
                new EngineType("LPG", PETROL_SIZES));
        return new EngineOptions(
                from,
                to,
                Stream.concat(fuelled.stream(), Arrays.stream(electric).map(name -> new EngineType(name, ONE_SIZE)))
                        .toList());
    }

    /** Before all periods the first counts, after them the last. */
    static EngineOptions on(LocalDate day) {
        return ALL.stream()
                .filter(options -> !day.isAfter(options.to))
                .findFirst()
                .orElse(ALL.getLast());
    }

    @Nullable
    EngineType type(String name) {
        return types.stream().filter(type -> type.name.equals(name)).findFirst().orElse(null);
    }

    /** Its size if the engine type comes in it, else the first: so does FreeAgent. */
    static String size(EngineType type, @Nullable String asked) {
        return asked != null && type.sizes.contains(asked) ? asked : type.sizes.getFirst();
    }

    /** From 0; -1 for an engine of another time. */
    int index(@Nullable String name) {
        return types.stream().map(EngineType::name).toList().indexOf(name);
    }

    /** From 0; -1 for an engine of another time. */
    int sizeIndex(String name, @Nullable String size) {
        EngineType type = type(name);
        return type == null ? -1 : type.sizes.indexOf(Objects.requireNonNullElse(size, ""));
    }
}
