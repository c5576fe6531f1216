package org.sequitur.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactNameTest {

    @Test
    void organisationsAreShownByTheirNameAndPeopleByBothOfTheirs() {
        assertThat(new ContactName("Nadia", "Birch", "Pier Six Foods").display())
                .isEqualTo("Pier Six Foods");
        assertThat(new ContactName("Nadia", "Birch", null).display()).isEqualTo("Nadia Birch");
    }

    @Test
    void sortNameIsOrganisationThenLastThenFirstNameInLowerCase() {
        assertThat(new ContactName("Nadia", "Birch", "Pier Six").sortName()).isEqualTo("pier six birch nadia");
        assertThat(new ContactName("Éva", "ÖRN", null).sortName()).isEqualTo("örn éva");
    }

    @Test
    void sortNameIsCutBetweenCharactersNotWithinThem() {
        String sortName = new ContactName(null, null, "\uD83D\uDE00".repeat(201)).sortName();
        assertThat(sortName).isEqualTo("\uD83D\uDE00".repeat(200));
    }

    @Test
    void aPersonNeedsBothNames() {
        assertThat(new ContactName("Nadia", null, null).isComplete()).isFalse();
        assertThat(new ContactName(null, "Birch", null).isComplete()).isFalse();
        assertThat(new ContactName("Nadia", "Birch", null).isComplete()).isTrue();
        assertThat(new ContactName(null, null, "Pier Six").isComplete()).isTrue();
    }
}
