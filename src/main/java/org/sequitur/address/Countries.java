package org.sequitur.address;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The English names of countries, as addresses state them, with the variants in common use. */
public final class Countries {

    /** Each line: the ISO 3166 code, then names beside those that the platform knows. */
    private static final String VARIANTS = """
            GB|United Kingdom of Great Britain and Northern Ireland|Great Britain|England|Scotland|Wales|Northern Ireland
            US|United States of America
            AE|The United Arab Emirates
            BN|Brunei Darussalam
            BO|Bolivia, Plurinational State of|Plurinational State of Bolivia
            BQ|Bonaire, Sint Eustatius and Saba
            BS|The Bahamas
            CC|Cocos Islands
            CD|Congo, The Democratic Republic of the|Democratic Republic of the Congo|Democratic Republic of Congo
            CG|Congo|Republic of the Congo
            CI|Ivory Coast|Cote d'Ivoire
            CV|Cabo Verde
            CW|Curacao
            CZ|Czech Republic
            FK|Falkland Islands (Malvinas)
            FM|Micronesia, Federated States of|Federated States of Micronesia
            GM|The Gambia
            GS|South Georgia and the South Sandwich Islands
            HK|Hong Kong
            HM|Heard Island and McDonald Islands
            IE|Republic of Ireland
            IR|Iran, Islamic Republic of|Islamic Republic of Iran
            KP|Korea, Democratic People's Republic of|Democratic People's Republic of Korea
            KR|Korea, Republic of|Republic of Korea
            LA|Lao People's Democratic Republic
            MD|Moldova, Republic of|Republic of Moldova
            MF|Saint Martin (French part)
            MK|Macedonia|Republic of North Macedonia
            MM|Myanmar|Burma
            MO|Macao|Macau
            NL|The Netherlands|Netherlands, Kingdom of the
            PH|The Philippines
            PN|Pitcairn
            PS|Palestine|Palestine, State of|State of Palestine
            RE|Reunion
            RU|Russian Federation
            SH|Saint Helena, Ascension and Tristan da Cunha
            SX|Sint Maarten (Dutch part)
            SY|Syrian Arab Republic
            SZ|Swaziland
            TL|East Timor
            TR|Turkey
            TW|Taiwan, Province of China
            TZ|Tanzania, United Republic of|United Republic of Tanzania
            UM|United States Minor Outlying Islands
            VA|Holy See|Holy See (Vatican City State)
            VC|Saint Vincent and the Grenadines
            VE|Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela
            VG|Virgin Islands, British
            VI|Virgin Islands, U.S.
            VN|Viet Nam
            XK|Kosovo
            """;

    private static final Map<String, Country> BY_NAME = byName();

    private Countries() {}

    private record Country(String name, String code) {}

    /** The name as the list spells it, whatever its case; null when it is not listed. */
    public static @Nullable String listed(String name) {
        Country country = find(name);
        return country == null ? null : country.name();
    }

    /** The ISO 3166 code of a country, {@code GB} for each nation of the United Kingdom; null when it is not listed. */
    public static @Nullable String code(String name) {
        Country country = find(name);
        return country == null ? null : country.code();
    }

    private static @Nullable Country find(String name) {
        return BY_NAME.get(name.strip().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Country> byName() {
        Map<String, Country> countries = new HashMap<>();
        for (String code : Locale.getISOCountries()) {
            String name = Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
            put(countries, name, code);
            put(countries, name.replace("&", "and"), code);
            put(countries, name.replace("St. ", "Saint ").replace("&", "and"), code);
            put(countries, name.replace('\u2019', '\''), code);
        }
        VARIANTS.lines().forEach(line -> {
            String[] fields = line.split("\\|", -1);
            for (int i = 1; i < fields.length; i++) {
                put(countries, fields[i], fields[0]);
            }
        });
        return Map.copyOf(countries);
    }

    private static void put(Map<String, Country> countries, String name, String code) {
        countries.putIfAbsent(name.toLowerCase(Locale.ROOT), new Country(name, code));
    }
}
