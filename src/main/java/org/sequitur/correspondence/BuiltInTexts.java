package org.sequitur.correspondence;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** What letters say as long as a company has written nothing else, in each language. */
final class BuiltInTexts {

    private static final String BUNDLE = "org.sequitur.correspondence.letters";

    /** A language without a bundle is a mistake, not a reason to answer in the language of the machine. */
    private static final ResourceBundle.Control ONLY_WHAT_IS_NAMED =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final Map<Language, ResourceBundle> BUNDLES = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            BUNDLES.put(language, ResourceBundle.getBundle(BUNDLE, Locale.of(language.code()), ONLY_WHAT_IS_NAMED));
        }
    }

    private BuiltInTexts() {}

    /** @throws java.util.MissingResourceException when the language has no such text */
    static String text(Language language, String key) {
        ResourceBundle bundle = BUNDLES.get(language);
        if (bundle == null) {
            throw new IllegalStateException("no texts in " + language);
        }
        return bundle.getString(key);
    }
}
