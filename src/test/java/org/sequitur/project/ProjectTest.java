package org.sequitur.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireObjects;

class ProjectTest {

    private static final Instant NOW = Instant.parse("2026-09-01T09:15:00Z");
    private static final String REQUIRED =
            "'contact':'/v2/contacts/1001','name':'Menu','status':'Active','currency':'EUR','budget_units':'Hours'";

    @Test
    void everythingRequiredIsAskedForAtOnce() {
        assertThat(complaints("{'budget':1}"))
                .containsExactlyInAnyOrder(
                        "contact can't be blank",
                        "name can't be blank",
                        "status can't be blank",
                        "currency can't be blank",
                        "budget_units can't be blank");
    }

    @Test
    void aWrongWordIsNotAlsoCalledBlank() {
        assertThat(complaints("{" + REQUIRED.replace("EUR", "eur") + "}"))
                .containsExactly("currency is not included in the list");
    }

    @Test
    void theFractionOfABudgetIsDropped() {
        assertThat(created("'budget':'40.9'").budget()).isEqualTo(40);
    }

    @Test
    void theBillingRateIsRoundedToPence() {
        assertThat(created("'normal_billing_rate':'65.005'").normalBillingRate())
                .isEqualByComparingTo("65.01");
    }

    @Test
    void unreadableDatesAreIgnored() {
        assertThat(created("'starts_on':'soon','ends_on':'31-12-2026'").endsOn())
                .isEqualTo("2026-12-31");
        assertThat(created("'starts_on':'soon'").startsOn()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'hours_per_day':0;hours_per_day must be greater than 0",
                "'hours_per_day':'0.00001';hours_per_day must be greater than 0",
                "'hours_per_day':24.5;hours_per_day must be less than or equal to 24",
                "'normal_billing_rate':-1;normal_billing_rate must be greater than or equal to 0",
                "'budget':-1;budget must be greater than or equal to 0",
                "'starts_on':'2026-05-01','ends_on':'2026-05-01';ends_on must be later than starts_on",
                "'billing_period':'week';billing_period is not included in the list"
            },
            quoteCharacter = '"')
    void whatMakesNoSenseIsRefused(String attributes, String complaint) {
        assertThat(complaints("{" + REQUIRED + "," + attributes + "}")).containsExactly(complaint);
    }

    @Test
    void contactAndCurrencyAreLockedByDocuments() {
        WireObject sent = WireObjects.of("{'contact':1002,'currency':'USD','name':'Menus'}");
        created("'budget':1").changedBy(sent, true, NOW);
        assertThat(sent.complaints().messages())
                .containsExactlyInAnyOrder(
                        "currency is locked and cannot be changed", "contact_id is locked and cannot be changed");
    }

    private static Project created(String attributes) {
        WireObject sent = WireObjects.of("{" + REQUIRED + "," + attributes + "}");
        Project project = Project.unsaved(NOW).changedBy(sent, false, NOW);
        assertThat(sent.complaints().messages()).isEmpty();
        return project;
    }

    private static List<String> complaints(String json) {
        WireObject sent = WireObjects.of(json);
        Project.unsaved(NOW).changedBy(sent, false, NOW);
        return sent.complaints().messages();
    }
}
