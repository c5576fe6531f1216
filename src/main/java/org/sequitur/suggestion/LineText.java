package org.sequitur.suggestion;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a bank says of a line, looked through for references and names. */
final class LineText {

    /** Further words are not looked at. */
    static final int MOST_WORDS = 40;

    /** One or two characters are part of anything. */
    private static final int LEAST_CHARACTERS = 3;

    private static final int MOST_CHARACTERS = 60;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,;:()\\[\\]\"']+");
    private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final Pattern LETTERS_BEFORE_DIGITS = Pattern.compile("(?<=\\p{L})(?=\\d)");
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");
    private static final List<String> JOINTS = List.of("", "-", " ", "/");

    /** What stands in names and seldom in statements. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "ltd", "limited", "plc", "llp", "lp", "inc", "llc", "corp", "co", "company", "gmbh", "ag", "kg", "bv", "sa",
            "sarl", "srl", "spa", "the", "and");

    private LineText() {}

    /**
     * What may be a reference: each word, two words after each other joined as references are (INV 7, INV-7), and a word of letters and digits
     * parted so; as they are and in capitals.
     */
    static Set<String> references(String text) {
        List<String> words = Arrays.stream(BETWEEN_WORDS.split(text.strip()))
                .map(word -> word.replaceAll("^[.#-]+|[.#-]+$", ""))
                .filter(word -> !word.isEmpty() && word.length() <= MOST_CHARACTERS)
                .limit(MOST_WORDS)
                .toList();
        Set<String> references = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            references.add(word);
            String[] parts = LETTERS_BEFORE_DIGITS.split(word, 2);
            if (parts.length == 2) {
                JOINTS.forEach(joint -> references.add(parts[0] + joint + parts[1]));
            }
            if (i > 0) {
                String before = words.get(i - 1);
                JOINTS.forEach(joint -> references.add(before + joint + word));
            }
        }
        List<String> all = new ArrayList<>(references);
        all.forEach(reference -> references.add(reference.toUpperCase(Locale.ROOT)));
        references.removeIf(reference -> reference.length() < LEAST_CHARACTERS || !hasDigit(reference));
        return references;
    }

    /** Automatic references end in a digit, and a word without any is a word. */
    private static boolean hasDigit(String reference) {
        return reference.chars().anyMatch(Character::isDigit);
    }

    /** Small letters and digits, without accents. */
    static Set<String> words(String text) {
        String plain =
                ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return new HashSet<>(Arrays.asList(NO_LETTER_OR_DIGIT.split(plain.toLowerCase(Locale.ROOT), -1)));
    }

    /** The words of a name that a statement would have; none when they are too short to tell anybody. */
    static Set<String> nameWords(String name) {
        Set<String> words = words(name);
        words.removeAll(LEGAL_FORMS);
        words.remove("");
        return words.stream().anyMatch(word -> word.length() >= LEAST_CHARACTERS) ? words : Set.of();
    }
}
