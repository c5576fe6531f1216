package org.sequitur.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.sequitur.Draft;
import org.sequitur.V2Client;
import tools.jackson.databind.json.JsonMapper;

/** Decides what clients want next, in a company with its policy. */
public final class Workload {

    static final int LINES = 3;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_IN_A_LIST = 12;

    private final AtomicLong names = new AtomicLong();
    private final AtomicInteger explicit = new AtomicInteger();

    /**
     * Where invoices are created.
     *
     * @param numberedContact has a sequence of its own
     * @param project of the plain contact, with a sequence of its own
     */
    public record Place(
            long company, Policy policy, String token, String contact, String numberedContact, String project) {

        /** Makes the contacts and the project, in a company that has nothing yet. */
        public static Place in(String server, String token, long company, Policy policy)
                throws IOException, InterruptedException {
            V2Client client = new V2Client(server, token);
            String contact = client.newContact("Harbour Mills");
            String numbered = client.newContact("Jam & Bread");
            client.put(numbered, Map.of("contact", Map.of("uses_contact_invoice_sequence", true)))
                    .expect(200);
            String project = client.newProject("Weir", contact);
            client.put(project, Map.of("project", Map.of("uses_project_invoice_sequence", true)))
                    .expect(200);
            return new Place(company, policy, token, contact, numbered, project);
        }
    }

    Task next(Place place, Random random) {
        int dice = random.nextInt(100);
        if (dice < 4) {
            return invalid(place, random);
        }
        if (dice < 8) {
            return contact(place);
        }
        if (dice < 25) {
            return create(place, random, true, 2 + random.nextInt(MOST_IN_A_LIST - 1));
        }
        return create(place, random, dice >= 45, 1);
    }

    /** Another request under the key of one that took effect. */
    Task otherPayload(Task earlier, Place place) {
        String name = "other-" + names.incrementAndGet();
        Task.Wanted wanted = new Task.Wanted(name + "#0", null, "global");
        return new Task(
                name,
                place.company(),
                Task.Kind.OTHER_PAYLOAD,
                earlier.key(),
                List.of(wanted),
                0,
                JSON.writeValueAsString(Map.of("invoice", attributes(place, wanted))));
    }

    Task delete(Place place, long invoice) {
        return new Task(
                "delete-" + names.incrementAndGet(), place.company(), Task.Kind.DELETE, null, List.of(), invoice, "");
    }

    private Task create(Place place, Random random, boolean keyed, int count) {
        String name = (keyed ? "create-" : "once-") + names.incrementAndGet();
        List<Task.Wanted> invoices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String scope = place.policy() == Policy.MIXED ? scope(random) : "global";
            boolean asks = place.policy() == Policy.MIXED && i == 0 && random.nextInt(5) == 0;
            invoices.add(new Task.Wanted(name + "#" + i, asks ? reference(random) : null, scope));
        }
        return new Task(
                name, place.company(), Task.Kind.CREATE, keyed ? name : null, invoices, 0, payload(place, invoices));
    }

    private static String scope(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "contact";
            case 1 -> "project";
            default -> "global";
        };
    }

    /** Few enough that some are taken already. */
    private String reference(Random random) {
        return "N%d/%03d".formatted(explicit.incrementAndGet() / 30, 1 + random.nextInt(60));
    }

    private Task invalid(Place place, Random random) {
        String name = "invalid-" + names.incrementAndGet();
        List<Task.Wanted> invoices = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            invoices.add(new Task.Wanted(name + "#" + i, null, "global"));
        }
        List<Map<String, Object>> bodies = new ArrayList<>();
        invoices.forEach(wanted -> bodies.add(attributes(place, wanted)));
        // What memory alone can find wrong is refused before the queue; an unknown contact only within the batch.
        if (random.nextInt(3) == 0) {
            bodies.getLast().remove("dated_on");
        } else {
            bodies.getLast().put("contact", "contacts/999999999");
        }
        return new Task(name, place.company(), Task.Kind.INVALID, name, invoices, 0, body(bodies));
    }

    private Task contact(Place place) {
        String name = "contact-" + names.incrementAndGet();
        String payload = JSON.writeValueAsString(Map.of("contact", Map.of("organisation_name", name)));
        return new Task(name, place.company(), Task.Kind.CONTACT, name, List.of(), 0, payload);
    }

    private static String payload(Place place, List<Task.Wanted> invoices) {
        return body(invoices.stream().map(wanted -> attributes(place, wanted)).toList());
    }

    private static String body(List<Map<String, Object>> invoices) {
        return JSON.writeValueAsString(
                invoices.size() == 1 ? Map.of("invoice", invoices.getFirst()) : Map.of("invoices", invoices));
    }

    private static Map<String, Object> attributes(Place place, Task.Wanted wanted) {
        String contact = wanted.scope().equals("contact") ? place.numberedContact() : place.contact();
        @Nullable String project = wanted.scope().equals("project") ? place.project() : null;
        Map<String, Object> attributes = new LinkedHashMap<>(Draft.of(contact)
                .inProject(project)
                .withReference(wanted.reference())
                .withLines(LINES)
                .attributes());
        attributes.put("po_reference", wanted.tag());
        return attributes;
    }
}
