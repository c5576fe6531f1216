package org.sequitur.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sequitur.OutsideProgram.Finished;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import tools.jackson.databind.JsonNode;

/** The guide's examples, run against a server: what goes wrong on the way is made good by the next try, and only that. */
class ExamplesTest {

    private static final int ORDERS = 20;
    private static final List<String> LICENCES = List.of("Licence A", "Licence B");

    private final TestCompany company = TestServer.shared().newCompany();

    @ParameterizedTest
    @EnumSource
    void everythingIsCreatedOnceUnderConsecutiveReferencesWhateverIsLostOnTheWay(Example example) throws Exception {
        try (MishapRelay relay = new MishapRelay(company.baseUrl(), Mishap.values())) {
            String contact = company.client().newContact("Harbour Mills");

            Finished run = example.run(environment(relay, contact.substring(contact.indexOf('/') + 1)));

            assertThat(run.status()).as(run.all()).isZero();
            List<String> printed = run.output().lines().toList();
            assertThat(printed).as(run.all()).containsExactlyInAnyOrderElementsOf(references());
            assertThat(printed.subList(ORDERS, printed.size())).isEqualTo(List.of("021", "022"));
            assertThat(company.client().invoices())
                    .extracting(invoice -> text(invoice, "reference"))
                    .containsExactlyElementsOf(references());
            assertThat(company.client().invoices())
                    .extracting(ExamplesTest::line)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    IntStream.rangeClosed(1, ORDERS).mapToObj(n -> "Order " + n), LICENCES.stream())
                            .toList());
            assertThat(relay.passages()).hasSize(ORDERS + 1);
            assertThat(relay.passages().values())
                    .allSatisfy(passage -> assertThat(passage.bodies())
                            .hasSizeGreaterThanOrEqualTo(passage.mishap() == Mishap.NONE ? 1 : 2)
                            .containsOnly(passage.bodies().getFirst()));

            Finished again = example.run(environment(relay, contact.substring(contact.indexOf('/') + 1)));

            assertThat(again.output().lines()).as(again.all()).containsExactlyInAnyOrderElementsOf(printed);
            assertThat(company.client().invoices()).hasSize(printed.size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsToldAndNotSentAgain(Example example) throws Exception {
        try (MishapRelay relay = new MishapRelay(company.baseUrl(), Mishap.NONE)) {
            Finished run = example.run(environment(relay, "1"));

            assertThat(run.status()).as(run.all()).isNotZero();
            assertThat(run.all()).containsPattern("order-\\d+: 422").contains("Contact not found");
            assertThat(relay.passages().values())
                    .isNotEmpty()
                    .allSatisfy(passage -> assertThat(passage.bodies()).hasSize(1));
            assertThat(company.client().invoices()).isEmpty();
        }
    }

    private Map<String, String> environment(MishapRelay relay, String contact) {
        return Map.of("SEQUITUR", relay.address() + "/v2", "TOKEN", company.token(), "CONTACT", contact);
    }

    private static List<String> references() {
        return IntStream.rangeClosed(1, ORDERS + LICENCES.size())
                .mapToObj("%03d"::formatted)
                .toList();
    }

    private static String line(JsonNode invoice) {
        return text(invoice.path("invoice_items").path(0), "description");
    }

    private static String text(JsonNode node, String attribute) {
        return node.path(attribute).stringValue("");
    }
}
