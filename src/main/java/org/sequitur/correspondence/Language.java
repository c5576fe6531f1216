package org.sequitur.correspondence;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that letters are written in without anybody's doing. */
enum Language {
    EN(Locale.UK),
    DE(Locale.GERMANY),
    FR(Locale.FRANCE),
    ES(Locale.of("es", "ES")),
    IT(Locale.ITALY),
    NL(Locale.of("nl", "NL")),
    PL(Locale.of("pl", "PL")),
    PT(Locale.of("pt", "BR"));

    private final Locale formats;

    Language(Locale formats) {
        this.formats = formats;
    }

    /** ISO 639-1, as bundles and templates are named by it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Language ofCode(String code) {
        for (Language language : values()) {
            if (language.code().equals(code)) {
                return language;
            }
        }
        return null;
    }

    /** Of a contact's locale, whose codes are not all those of ISO: its language, or English for those without texts. */
    static Language of(String contactLocale) {
        Language language = ofCode(contactLocale.split("-", 2)[0]);
        return language == null ? EN : language;
    }

    /** How a contact of this language writes dates and amounts: its own country's way if its locale names one. */
    Locale formats(String contactLocale) {
        return contactLocale.startsWith(code() + "-") ? Locale.forLanguageTag(contactLocale) : formats;
    }
}
