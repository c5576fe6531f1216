package org.sequitur.bank;

import java.util.Locale;
import java.util.regex.Pattern;

/** The form of the two international codes of an account. They are kept without spaces, in capitals. */
final class InternationalCode {

    /** Two letters of the country, two check digits, and what the country has for an account: ISO 13616. */
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");

    /** Bank, country, place and, of eleven characters, branch: ISO 9362. */
    private static final Pattern BIC = Pattern.compile("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?");

    private static final int CHARACTERS_MOVED_TO_THE_END = 4;
    private static final int MODULUS = 97;

    private InternationalCode() {}

    static String compact(String code) {
        return code.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    }

    /** Whether the text could be one, and its check digits are right. How long the IBANs of a country are is not looked at. */
    static boolean isIban(String text) {
        return IBAN.matcher(text).matches() && remainder(text) == 1;
    }

    /** ISO 7064, MOD 97-10: of the digits from the fifth character on, then the first four; letters count from A = 10 on. */
    private static int remainder(String iban) {
        String moved = iban.substring(CHARACTERS_MOVED_TO_THE_END) + iban.substring(0, CHARACTERS_MOVED_TO_THE_END);
        int remainder = 0;
        for (int i = 0; i < moved.length(); i++) {
            int value = Character.digit(moved.charAt(i), Character.MAX_RADIX);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % MODULUS;
        }
        return remainder;
    }

    static boolean isBic(String text) {
        return BIC.matcher(text).matches();
    }
}
