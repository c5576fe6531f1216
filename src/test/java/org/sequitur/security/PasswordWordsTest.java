package org.sequitur.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.person.PasswordPolicy;

/** Words that make no password, and characters that any may have. */
class PasswordWordsTest {

    private static final String EMAIL = "wilhelmina.ottersbach@harbourlane.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                EMAIL,
                "wilhelmina.ottersbach",
                "Wilhelmina.Ottersbach1",
                "sequitursequitur",
                "Sequitur12345",
                "password1234",
                "qwerty123456",
                "iloveyou1234",
                "111111111111",
                "unbelievable"
            })
    void whatOthersWouldTryFirstIsRefused(String password) {
        assertThat(PasswordPolicy.complaint(password, EMAIL)).contains("easily guessed");
    }

    @Test
    void everyCharacterIsAllowedAndNoneIsNeeded() {
        for (String password : new String[] {
            "seven brown otters",
            "sieben br\u00e4une Otter \ud83e\udda6",
            "7c2fwq0zk1vx",
            "\u4e03\u68d5\u6c34\u736d ~\u0301 otters%&\\\"'"
        }) {
            assertThat(PasswordPolicy.complaint(password, EMAIL)).as(password).isNull();
        }
    }

    @Test
    void aPasswordHas12To128Characters() {
        String random = "k3vTq9 zWx!mP2 hLd7 rYb4 sNc8 fGj1 ".repeat(5);
        assertThat(PasswordPolicy.complaint(random.substring(0, 11), EMAIL)).contains("at least 12");
        assertThat(PasswordPolicy.complaint(random.substring(0, 12), EMAIL)).isNull();
        assertThat(PasswordPolicy.complaint(random.substring(0, 128), EMAIL)).isNull();
        assertThat(PasswordPolicy.complaint(random.substring(0, 129), EMAIL)).contains("at most 128");
    }
}
