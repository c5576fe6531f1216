package org.sequitur.bank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InternationalCodeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB82WEST12345698765432",
                "DE89370400440532013000",
                "FR1420041010050500013M02606",
                "NO9386011117947",
                "MT84MALT011000012345MTLCAST001S"
            })
    void publishedExamplesOfIbansAreRight(String iban) {
        assertThat(InternationalCode.isIban(iban)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GB82WEST12345698765433",
                "GB28WEST12345698765432",
                "DE89370400440532031000",
                "gb82west12345698765432",
                "GB82",
                "8282WEST12345698765432",
                "GB82WEST1234569876543200000000000000"
            })
    void aDigitThatIsWrongOrInAnotherPlaceIsNoticed(String text) {
        assertThat(InternationalCode.isIban(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEUTDEFF", "DEUTDEFF500", "NEDSZAJJXXX"})
    void aBicHasEightOrElevenCharacters(String bic) {
        assertThat(InternationalCode.isBic(bic)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEUTDEF", "DEUTDEFF5", "DEUT1EFF", "DEUTDEFF5000"})
    void whatHasAnotherFormIsNone(String text) {
        assertThat(InternationalCode.isBic(text)).isFalse();
    }
}
