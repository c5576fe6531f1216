package org.sequitur.reference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.reference.model.History.Event;

/** Whatever one client does, one thing after another, the server answers as the rules do. */
class NumberingModelTest {

    private static final List<String> CONTACTS = List.of("Harbour Mills", "Jam & Bread");
    private static final String NO_SUCH_DOCUMENT = "999999999999";

    @Property(tries = 25)
    void everyAnswerIsTheOneOfTheRules(@ForAll("operations") List<Operation> operations) throws Exception {
        V2Client client = TestServer.shared().newCompany().client();
        LiveCompany company = new LiveCompany(client)
                .withContact(CONTACTS.get(0))
                .withContact(CONTACTS.get(1))
                .withProject("Big", CONTACTS.get(0))
                .withProject("Small", CONTACTS.get(1));
        ReferenceModel model = new ReferenceModel();
        List<String> created = new ArrayList<>();

        for (int step = 0; step < operations.size(); step++) {
            Operation operation = operations.get(step).on(position -> resolve(position, created));
            Event event = company.perform(operation);
            assertThat(event.outcome())
                    .as("step %d, %s, with %s", step, operation, model.documents())
                    .isEqualTo(model.perform(operation, event.document()));
            if (event.creates()) {
                created.add(event.document());
            }
        }

        assertThat(client.invoices())
                .extracting(V2Client::id, invoice -> invoice.path("reference").stringValue(""))
                .containsExactlyElementsOf(model.documents().stream()
                        .map(document -> org.assertj.core.groups.Tuple.tuple(document.name(), document.reference()))
                        .toList());
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return Arbitraries.frequencyOf(
                        Tuple.of(10, creates(references().injectNull(1), true)),
                        Tuple.of(5, creates(references(), true)),
                        Tuple.of(1, creates(references().injectNull(0.5), false)),
                        Tuple.of(4, changes()),
                        Tuple.of(4, documents().map(Operation.Delete::new)),
                        Tuple.of(1, documents().map(Operation.Duplicate::new)),
                        Tuple.of(2, documents().map(Operation.MarkAsSent::new)),
                        Tuple.of(1, documents().map(Operation.MarkAsDraft::new)),
                        Tuple.of(2, flags()))
                .list()
                .ofMinSize(30)
                .ofMaxSize(120);
    }

    private static Arbitrary<Operation> creates(Arbitrary<String> references, boolean valid) {
        return Combinators.combine(Arbitraries.integers().between(0, 3), references)
                .as((place, reference) -> switch (place) {
                    case 0 -> new Operation.Create(CONTACTS.get(0), "Big", reference, valid);
                    case 1 -> new Operation.Create(CONTACTS.get(1), "Small", reference, valid);
                    case 2 -> new Operation.Create(CONTACTS.get(0), null, reference, valid);
                    default -> new Operation.Create(CONTACTS.get(1), null, reference, valid);
                });
    }

    private static Arbitrary<Operation> changes() {
        return Combinators.combine(documents(), references().injectNull(0.1)).as(Operation.ChangeReference::new);
    }

    private static Arbitrary<Operation> flags() {
        return Combinators.combine(
                        Arbitraries.of("Big", "Small", CONTACTS.get(0), CONTACTS.get(1)),
                        Arbitraries.of(true, true, false))
                .as((owner, byItself) -> CONTACTS.contains(owner)
                        ? new Operation.NumberContact(owner, byItself)
                        : new Operation.NumberProject(owner, byItself));
    }

    /** The n-th document that was created, counted from the newest. */
    private static Arbitrary<String> documents() {
        return Arbitraries.integers()
                .between(0, 30)
                .withDistribution(net.jqwik.api.RandomDistribution.biased())
                .map(String::valueOf);
    }

    private static String resolve(String position, List<String> created) {
        int index = created.size() - 1 - Integer.parseInt(position);
        return index < 0 ? NO_SUCH_DOCUMENT : created.get(index);
    }

    // Few texts, so that they meet each other and the automatic ones.
    private static Arbitrary<String> references() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.integers().between(1, 15).map("%03d"::formatted)),
                Tuple.of(3, Arbitraries.integers().between(7, 11).map("JB%02d"::formatted)),
                Tuple.of(2, Arbitraries.integers().between(97, 101).map("INV-%d"::formatted)),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "999",
                                "0",
                                "A9",
                                "041A",
                                "Retainer March",
                                "retainer march",
                                " 005 ",
                                "Sales 2026-05-27",
                                "VAT EC BUSINESS (SWEDEN) 006",
                                "99999999999999999999",
                                "2026/0",
                                "\u0667")),
                Tuple.of(1, Arbitraries.of("", "   ", "x".repeat(255), "x".repeat(256))));
    }
}
