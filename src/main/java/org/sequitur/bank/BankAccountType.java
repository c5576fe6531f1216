package org.sequitur.bank;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What kind of account it is, by the words of the wire; it says what else an account has. FreeAgent has more, which nobody can create. */
enum BankAccountType {
    STANDARD("StandardBankAccount", "standard_bank_accounts"),
    CREDIT_CARD("CreditCardAccount", "credit_card_accounts"),
    PAYPAL("PaypalAccount", "paypal_accounts");

    static final Set<String> WIRE_NAMES =
            Arrays.stream(values()).map(BankAccountType::wireName).collect(Collectors.toSet());

    private final String wireName;
    private final String view;

    BankAccountType(String wireName, String view) {
        this.wireName = wireName;
        this.view = view;
    }

    String wireName() {
        return wireName;
    }

    /** The view of the list that shows accounts of this type only. */
    String view() {
        return view;
    }

    static BankAccountType of(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no type of bank account is called " + wireName));
    }
}
