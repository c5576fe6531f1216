package org.sequitur.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es", "it", "nl", "pl", "pt"})
    void everyLanguageHasTheTextsOfEnglishAndNoOthers(String language) {
        assertThat(Language.texts(language).keySet())
                .containsExactlyInAnyOrderElementsOf(Language.texts("en").keySet());
        Language.texts("en")
                .forEach((name, text) -> assertThat(
                                placeholders(Language.texts(language).getOrDefault(name, "")))
                        .as(language + " " + name)
                        .isEqualTo(placeholders(text)));
    }

    private static String placeholders(String text) {
        return (text.contains("{0}") ? "0" : "") + (text.contains("{1}") ? "1" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | GBP | 1234.5 | £1,234.50",
                "en-US | USD | 1234.5 | $1,234.50",
                "de | EUR | 1234.5 | 1.234,50 €",
                "en | JPY | 1234 | JP¥1,234",
                "en | JPY | 1234.5 | JP¥1,234.50",
                "en | KWD | 1.5 | KWD1.500",
                "en | CNH | 1.5 | 1.50 CNH"
            })
    void amountsHaveThePlacesOfTheirCurrencyAndLoseNone(String tag, String currency, String amount, String written) {
        String money = Language.of("United Kingdom", List.of(tag)).money(new BigDecimal(amount), currency);
        assertThat(money.replace('\u00a0', ' ')).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "en, hours, 1, hour",
        "en, hours, 0.5, hours",
        "en, days, 4, days",
        "en, services, 2, ''",
        "de, days, 1, Tag",
        "de, days, 2, Tage",
        "de, products, 1, Stück",
        "fr, hours, 1.5, heure",
        "fr, hours, 2, heures",
        "pl, hours, 1, godzina",
        "pl, hours, 4, godziny",
        "pl, hours, 5, godzin",
        "pl, hours, 12.5, godziny"
    })
    void whatIsCountedIsInTheGrammarOfTheLanguage(String language, String unit, BigDecimal number, String written) {
        assertThat(Language.of("", List.of(language)).unit(unit, number)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "it", "nl", "pl", "pt"})
    void everyUnitCanBeCounted(String language) {
        for (String name : Language.texts(language).keySet()) {
            if (name.startsWith("unit_")) {
                assertThat(Language.of("", List.of(language)).unit(name.substring("unit_".length()), BigDecimal.TWO))
                        .as(name)
                        .matches("\\p{L}+");
            }
        }
    }

    @Test
    void anUnknownLanguageIsThatOfTheCompanyOtherwiseEnglish() {
        LocalDate day = LocalDate.of(2026, 3, 2);
        assertThat(Language.of("Germany", List.of("cy", "de")).day(day)).isEqualTo("2. März 2026");
        assertThat(Language.of("Wales", List.of("cy", "xx")).day(day)).isEqualTo("2 March 2026");
        assertThat(Language.of("United States", List.of("en")).day(day)).isEqualTo("March 2, 2026");
        assertThat(Language.of("Brazil", List.of("pt-BR")).tag()).isEqualTo("pt-BR");
    }
}
