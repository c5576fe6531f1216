package org.sequitur.salestax;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The VAT rates of the countries of the EU, dated; {@code ec-rates.txt} tells where they come from and how far they go. */
public final class EcRates {

    /** The first day that anything is known of. */
    static final LocalDate BEGIN = LocalDate.of(2015, 1, 1);

    private static final String TABLE = "ec-rates.txt";

    /** In the order of the wire, and of the columns of the table. */
    private static final List<String> BANDS = List.of("Standard", "Reduced", "Parking", "Super Reduced");

    private static final int COLUMNS_BEFORE_BANDS = 2;
    private static final Map<String, NavigableMap<LocalDate, List<Rate>>> BY_COUNTRY = read();

    private EcRates() {}

    /** A rate and what it is for; a band may have several. */
    record Rate(String band, BigDecimal percentage) {}

    /** The names of the countries, as the wire has them. */
    public static Set<String> countries() {
        return BY_COUNTRY.keySet();
    }

    /** What a country takes on a day from {@link #BEGIN} on. */
    static List<Rate> of(String country, LocalDate day) {
        return Objects.requireNonNull(BY_COUNTRY.get(country), country)
                .floorEntry(day)
                .getValue();
    }

    private static Map<String, NavigableMap<LocalDate, List<Rate>>> read() {
        Map<String, NavigableMap<LocalDate, List<Rate>>> countries = new TreeMap<>();
        table().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] fields = line.split("\\|", -1);
            List<Rate> rates = new ArrayList<>();
            for (int band = 0; band < BANDS.size(); band++) {
                for (String rate : fields[COLUMNS_BEFORE_BANDS + band].split(",", -1)) {
                    if (!rate.isBlank()) {
                        rates.add(new Rate(BANDS.get(band), new BigDecimal(rate.strip())));
                    }
                }
            }
            countries
                    .computeIfAbsent(fields[0].strip(), name -> new TreeMap<>())
                    .put(LocalDate.parse(fields[1].strip()), List.copyOf(rates));
        });
        return countries;
    }

    private static String table() {
        try (InputStream table = Objects.requireNonNull(EcRates.class.getResourceAsStream(TABLE), TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
