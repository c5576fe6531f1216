package org.sequitur.correspondence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each language has all texts, and no text has a tag that there is not. */
class BuiltInTextsTest {

    private static final List<String> MORE = List.of(
            "payment_terms.at_once",
            "payment_terms.days",
            "bank.name",
            "bank.sort_code",
            "bank.account_number",
            "bank.iban",
            "bank.bic");

    @Test
    void noLanguageMissesAText() {
        List<String> keys = new ArrayList<>(MORE);
        for (LetterKind kind : LetterKind.values()) {
            keys.add(kind.word() + ".subject");
            keys.add(kind.word() + ".body");
        }
        for (Language language : Language.values()) {
            ResourceBundle bundle = ResourceBundle.getBundle(
                    "org.sequitur.correspondence.letters",
                    Locale.of(language.code()),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(bundle.keySet()).as(language.code()).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(bundle.getLocale().getLanguage()).isEqualTo(language.code());
        }
    }

    @Test
    void languagesSayTheSameOfADocument() {
        for (LetterKind kind : LetterKind.values()) {
            Set<String> english = tags(EmailTemplate.builtIn(kind, Language.EN));
            assertThat(english).contains("reference", "company_name");
            for (Language language : Language.values()) {
                EmailTemplate template = EmailTemplate.builtIn(kind, language);
                assertThat(Tags.unknown(template.subject() + template.body())).isEmpty();
                assertThat(tags(template)).as(template.name()).isEqualTo(english);
            }
        }
    }

    private static Set<String> tags(EmailTemplate template) {
        String text = template.subject() + template.body();
        return Tags.NAMES.stream()
                .filter(name -> text.contains("[" + name + "]"))
                .collect(Collectors.toSet());
    }
}
