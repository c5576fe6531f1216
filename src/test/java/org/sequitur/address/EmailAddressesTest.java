package org.sequitur.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ap@piersix.example",
                "first.last+invoices@mail.pier-six.example",
                "o'neill@x.example",
                "jörg@müller.example",
                "root@localhost"
            })
    void addressesAre(String text) {
        assertThat(EmailAddresses.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "piersix",
                "@x.example",
                "a@",
                "a b@x.example",
                "a@b@x.example",
                ".a@x.example",
                "a..b@x.example",
                "a@x..example",
                "a@-x.example",
                "a@x.example.",
                "a@x.example\nBcc: b@x.example",
                "Ann <a@x.example>"
            })
    void otherTextIsNot(String text) {
        assertThat(EmailAddresses.isAddress(text)).isFalse();
    }

    @Test
    void everyPartBetweenCommasMustBeOne() {
        assertThat(EmailAddresses.areAddresses("a@x.example, b@x.example")).isTrue();
        assertThat(EmailAddresses.areAddresses("a@x.example,")).isFalse();
        assertThat(EmailAddresses.areAddresses("a@x.example;b@x.example")).isFalse();
    }

    @Test
    void absurdlyLongTextIsRefusedAtOnce() {
        assertThat(EmailAddresses.isAddress("a".repeat(65) + "@x.example")).isFalse();
        assertThat(EmailAddresses.isAddress("a@" + "x-".repeat(500_000) + "!")).isFalse();
    }
}
