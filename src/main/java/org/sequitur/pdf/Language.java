package org.sequitur.pdf;

import com.ibm.icu.text.PluralFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A language that documents are in: its texts ({@code pdf/texts_…properties}) and how it writes days, numbers and amounts. These are the
 * JDK's, from the Unicode CLDR.
 */
final class Language {

    /** Those that texts are there for. */
    static final Set<String> KNOWN = Set.of("en", "de", "fr", "es", "it", "nl", "pl", "pt");

    private static final String BUNDLE = "pdf.texts";
    private static final char NO_BREAK = '\u00a0';
    private static final int STORED_PLACES = 2;
    private static final int MOST_PLACES = 10;

    private final Locale locale;
    private final Map<String, String> texts;

    private Language(Locale locale) {
        this.locale = locale;
        this.texts = texts(locale.getLanguage());
    }

    /**
     * @param country of the company, for an English without a country: {@code en} is that of Britain but for companies of the United
     *     States
     * @param wanted the first one whose texts are there is taken, otherwise English
     */
    static Language of(String country, List<String> wanted) {
        for (String tag : wanted) {
            Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
            if (KNOWN.contains(locale.getLanguage())) {
                return new Language(withCountry(locale, country));
            }
        }
        return new Language(withCountry(Locale.ENGLISH, country));
    }

    /** The country matters for the order of a date and the spelling of numbers. */
    private static Locale withCountry(Locale locale, String country) {
        if (!locale.getCountry().isEmpty()) {
            return locale;
        }
        return switch (locale.getLanguage()) {
            case "en" -> "United States".equals(country) ? Locale.US : Locale.UK;
            case "pt" -> Locale.of("pt", "PT");
            default -> Locale.of(locale.getLanguage(), locale.getLanguage().toUpperCase(Locale.ROOT));
        };
    }

    /** All texts of a language, by their names; nothing is taken from another language. */
    static Map<String, String> texts(String language) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                BUNDLE,
                Locale.of(language),
                Language.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, String> texts = new HashMap<>();
        bundle.keySet().forEach(key -> texts.put(key, bundle.getString(key)));
        return Map.copyOf(texts);
    }

    /** As {@code Lang} of a PDF has it: {@code en-GB}. */
    String tag() {
        return locale.toLanguageTag();
    }

    Locale locale() {
        return locale;
    }

    Map<String, String> texts() {
        return texts;
    }

    /** @throws MissingResourceException without such a text */
    String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new MissingResourceException("no text " + name, BUNDLE, name);
        }
        return text;
    }

    /** A text with something put in where it says {@code {0}}. */
    String text(String name, String value) {
        return text(name).replace("{0}", value);
    }

    /** A text that may be missing, for words that clients may add to. */
    String textOr(String name, String otherwise) {
        return texts.getOrDefault(name, otherwise);
    }

    /** What there are so many of, in the grammar of the language: {@code day} or {@code days}; empty for what is not counted. */
    String unit(String name, BigDecimal number) {
        String forms = texts.get("unit_" + name);
        return forms == null ? "" : new PluralFormat(ULocale.forLocale(locale), forms).format(number.doubleValue());
    }

    /** For example {@code 2 March 2026}. */
    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }

    /** A number with as many places as it has. */
    String number(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(MOST_PLACES);
        return format.format(number);
    }

    String percent(BigDecimal percent) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(MOST_PLACES);
        return format.format(percent.movePointLeft(2));
    }

    /** With the currency's sign: {@code £1,200.00}. */
    String money(BigDecimal amount, String currency) {
        if (currency(currency) == null) {
            return amount(amount, currency) + NO_BREAK + currency;
        }
        return format(NumberFormat.getCurrencyInstance(locale), amount, currency, STORED_PLACES);
    }

    /** The number alone, as columns have it. */
    String amount(BigDecimal amount, String currency) {
        return format(NumberFormat.getNumberInstance(locale), amount, currency, STORED_PLACES);
    }

    /** The price of one unit, in the precision that it has. */
    String price(BigDecimal price, String currency) {
        return format(NumberFormat.getNumberInstance(locale), price, currency, MOST_PLACES);
    }

    /**
     * With as many places as the currency has. Amounts are kept to two places in any currency; what an amount has of them is never left
     * out, be it half a yen.
     */
    private static String format(NumberFormat format, BigDecimal amount, String code, int mostPlaces) {
        Currency currency = currency(code);
        int places = currency == null ? STORED_PLACES : Math.max(currency.getDefaultFractionDigits(), 0);
        int needed = Math.max(amount.stripTrailingZeros().scale(), 0);
        int least = needed > places ? Math.max(places, STORED_PLACES) : places;
        if (currency != null && format instanceof DecimalFormat) {
            format.setCurrency(currency);
        }
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(Math.max(least, Math.min(needed, mostPlaces)));
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(amount);
    }

    private static @Nullable Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            // CNH is no code of ISO 4217.
            return null;
        }
    }
}
