package org.sequitur.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountriesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "United Kingdom;GB",
                "England;GB",
                "Scotland;GB",
                "Wales;GB",
                "Northern Ireland;GB",
                "Ireland;IE",
                "United States;US",
                "United States of America;US",
                "Czechia;CZ",
                "Czech Republic;CZ",
                "Bosnia and Herzegovina;BA",
                "Saint Lucia;LC",
                "Côte d'Ivoire;CI",
                "Korea, Republic of;KR",
                "Isle of Man;IM",
                "Kosovo;XK",
                "Hong Kong;HK"
            })
    void namesInUseAreListed(String name, String code) {
        assertThat(Countries.listed(name)).isEqualTo(name);
        assertThat(Countries.code(name)).isEqualTo(code);
    }

    @Test
    void spellingIsThatOfTheListWhateverTheCase() {
        assertThat(Countries.listed(" united KINGDOM ")).isEqualTo("United Kingdom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Atlantis", "", "GB", "United"})
    void anythingElseIsNot(String name) {
        assertThat(Countries.listed(name)).isNull();
    }
}
