package org.sequitur.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.company.CompanyType;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireObjects;

class UserTest {

    private static final Instant NOW = Instant.parse("2026-09-01T08:00:00Z");
    private static final User MIRA = new User(
            1001,
            "mira@harbourlane.example",
            "Mira",
            "Quist",
            "Director",
            PermissionLevel.TIME,
            BigDecimal.ZERO,
            "AB123456C",
            "1234567890",
            false,
            NOW,
            NOW);

    @Test
    void nobodyRaisesTheirOwnLevel() {
        assertThat(changed("{'permission_level':8}").level()).isEqualTo(PermissionLevel.TIME);
    }

    @Test
    void anEmptyStringRemovesTaxNumbers() {
        User changed = changed("{'ni_number':'','unique_tax_reference':''}");
        assertThat(changed.niNumber()).isNull();
        assertThat(changed.uniqueTaxReference()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB 12 34 56 C", "JG103759A"})
    void nationalInsuranceNumbersAreTakenAsWritten(String number) {
        assertThat(changed("{'ni_number':'" + number + "'}").niNumber()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "'email':'nobody';email is invalid",
                "'email':'';email can't be blank",
                "'first_name':null;first_name can't be blank",
                "'role':'Owner';role is not included in the list",
                "'ni_number':'BG123456A';ni_number is invalid",
                "'ni_number':'AB123456E';ni_number is invalid",
                "'unique_tax_reference':'123456789';unique_tax_reference is invalid",
                "'opening_mileage':'-1';opening_mileage must be greater than or equal to 0",
                "'opening_mileage':'10000000000';opening_mileage must be less than or equal to 9999999999.99"
            })
    void whatMakesNoSenseIsRefused(String attributes, String complaint) {
        assertThat(complaints("{" + attributes + "}")).containsExactly(complaint);
    }

    private static User changed(String json) {
        WireObject sent = WireObjects.of(json);
        User user = MIRA.changedBy(sent, CompanyType.UK_LIMITED_COMPANY, NOW);
        assertThat(sent.complaints().messages()).isEmpty();
        return user;
    }

    private static List<String> complaints(String json) {
        WireObject sent = WireObjects.of(json);
        MIRA.changedBy(sent, CompanyType.UK_LIMITED_COMPANY, NOW);
        return sent.complaints().messages();
    }
}
