package org.sequitur.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sequitur.InFlight;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.reference.model.History;
import org.sequitur.reference.model.History.Event;
import org.sequitur.reference.model.History.NamedReference;
import org.sequitur.reference.model.LiveCompany;
import org.sequitur.reference.model.Operation;
import org.sequitur.reference.model.ReferenceModel;

/**
 * Automatic references race against explicit ones, deletes of the newest and edits of drafts. Afterwards one order must
 * exist in which every single answer was right.
 */
class RacingReferencesTest {

    private static final int CLIENTS = 16;
    private static final int OPERATIONS_EACH = 25;
    private static final String CONTACT = "Harbour Mills";
    private static final String NUMBERED_CONTACT = "Jam & Bread";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void someOrderExplainsEveryAnswer(long seed) throws Exception {
        V2Client client = TestServer.shared().newCompany().client();
        LiveCompany company = new LiveCompany(client).withContact(CONTACT).withContact(NUMBERED_CONTACT);
        ReferenceModel beginning = new ReferenceModel();
        Operation ownRun = new Operation.NumberContact(NUMBERED_CONTACT, true);
        beginning.perform(ownRun, company.perform(ownRun).document());

        List<String> created = new CopyOnWriteArrayList<>();
        List<Event> events = new ArrayList<>();
        List<Callable<List<Event>>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Random random = new Random(seed * 1000 + i);
            clients.add(() -> playAlone(company, random, created));
        }
        InFlight.atMost(CLIENTS, clients).stream().flatMap(Collection::stream).forEach(events::add);

        Set<NamedReference> atTheEnd = client.invoices().stream()
                .map(invoice -> new NamedReference(
                        V2Client.id(invoice), invoice.path("reference").stringValue("")))
                .collect(Collectors.toSet());
        assertThat(atTheEnd).extracting(NamedReference::reference).doesNotHaveDuplicates();
        assertThat(events).hasSize(CLIENTS * OPERATIONS_EACH);
        assertThat(new History(events, atTheEnd).objection(beginning)).isNull();
    }

    private static List<Event> playAlone(LiveCompany company, Random random, List<String> created) throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < OPERATIONS_EACH; i++) {
            Event event = company.perform(choose(random, created, created.size()));
            events.add(event);
            if (event.creates()) {
                created.add(event.document());
            }
        }
        return events;
    }

    private static Operation choose(Random random, List<String> created, int newest) {
        int dice = random.nextInt(100);
        String contact = random.nextInt(4) == 0 ? NUMBERED_CONTACT : CONTACT;
        if (dice < 50 || created.isEmpty()) {
            return new Operation.Create(contact, null, null, true);
        }
        // Near the numbers that are being handed out at this moment, so that they often meet.
        String near = "%03d".formatted(Math.max(1, newest - 3 + random.nextInt(8)));
        String document = created.get(Math.max(0, created.size() - 1 - random.nextInt(4)));
        if (dice < 64) {
            return new Operation.Create(contact, null, near, true);
        }
        if (dice < 80) {
            return new Operation.Delete(document);
        }
        if (dice < 94) {
            return new Operation.ChangeReference(document, near);
        }
        return dice < 97
                ? new Operation.MarkAsSent(document)
                : new Operation.Create(contact, null, random.nextBoolean() ? null : near, false);
    }
}
