package org.sequitur.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.server.OpenApiDocument;
import org.sequitur.server.RefusingRoute;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks everything that the OpenAPI document describes with one company's token and another company's records, in path, query
 * and body. Each request is also sent with one's own records, and then succeeds: so it is for the foreign record that it is
 * refused. A {@link RefusingRoute} gives its own reason then, and 404 for the foreign record. What succeeds and changes something is in the audit log, once.
 */
class CrossCompanyWalkTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> REFUSALS = Set.of(403, 404, 422);

    /** What records a reference names, by the attribute's name; {@code series} are named by their names. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("contact", "contacts"),
            Map.entry("user", "users"),
            Map.entry("project", "projects"),
            Map.entry("invoice", "invoices"),
            Map.entry("credit_note", "credit_notes"),
            Map.entry("stock_item", "stock_items"),
            Map.entry("property", "properties"),
            Map.entry("task", "tasks"),
            Map.entry("estimate", "estimates"),
            Map.entry("file", "attachments"),
            Map.entry("url", "attachments"),
            Map.entry("bank_account", "bank_accounts"),
            Map.entry("bank_transaction", "bank_transactions"),
            Map.entry("transfer_bank_account", "bank_accounts"),
            Map.entry("paid_invoice", "invoices"),
            Map.entry("paid_user", "users"),
            Map.entry("id", "invoice_items"),
            Map.entry("webhook_endpoint", "webhook_endpoints"),
            Map.entry("webhook_event", "webhook_events"),
            Map.entry("series", "series"),
            Map.entry("default_series", "series"),
            Map.entry("credit_note_series", "series"));

    /**
     * Texts and numbers that name no record of any company. Categories are the same for all. A link to a file names its company, but
     * only as it was signed: {@code DownloadTest} tries others.
     */
    private static final Set<String> NO_RECORD =
            Set.of(("page per_page before record record_id updated_since view sort currency from_date to_date format"
                            + " email first_name last_name role ni_number unique_tax_reference organisation_name"
                            + " billing_email phone_number mobile address1 address2 address3 town region postcode country"
                            + " charge_sales_tax sales_tax_registration_number status default_payment_terms_in_days locale permission_level"
                            + " cis_deduction_rate subcontractor_verification_number name budget_units billing_period"
                            + " contract_po_reference reference payment_terms_in_days payment_terms ec_status"
                            + " place_of_supply comments po_reference client_contact_name position item_type description"
                            + " frequency recurring_status code vat_status estimate_type notes sales_tax_status cost_of_sale_category to from subject body file_name content_type data template stylesheet kind reminder_days comment note category default_additional_text bank_name"
                            + " account_number sort_code secondary_sort_code iban bic contact_email contact_phone website business_type"
                            + " business_category time_zone company_registration_number sales_tax_name second_sales_tax_name"
                            + " receiver_url event_types[] type date mode prefix padding first_number next_reference nominal_code tax_reporting_name category_group"
                            + " gross_value sales_tax_rate second_sales_tax_status receipt_reference rebill_type recurring"
                            + " vehicle_type engine_type engine_size reclaim_mileage"
                            + " company expires sig cheque_number statement fitid transaction_type")
                    .split(" ", -1));

    /** Of what names records, that which is left out in silence when it names none: {@code TimeslipBillingTest} tries it. */
    private static final Set<String> LEFT_OUT = Set.of("project_ids[]");

    /** Where a reference is not read at all; the answer is then about one's own records. */
    private static final Set<String> IGNORED = Set.of(
            "post /v2/invoices invoice.invoice_items[].invoice",
            "post /v2/invoices invoices[].invoice_items[].invoice",
            "put /v2/invoices/{id} invoice.invoice_items[].invoice",
            "put /v2/invoice_items/{id} invoice_item.invoice",
            "post /v2/credit_notes credit_note.credit_note_items[].invoice",
            "put /v2/credit_notes/{id} credit_note.credit_note_items[].invoice",
            "post /sequitur/v1/recurring_invoices recurring_invoice.invoice_items[].invoice",
            "put /sequitur/v1/recurring_invoices/{id} recurring_invoice.invoice_items[].invoice",
            "put /v2/tasks/{id} task.project",
            "put /v2/bank_transaction_explanations/{id} bank_transaction_explanation.bank_account",
            "put /v2/bank_transaction_explanations/{id} bank_transaction_explanation.bank_transaction",
            "post /v2/estimate_items estimate_item.id",
            "put /v2/estimate_items/{id} estimate_item.id",
            "post /v2/invoice_items invoice_item.id",
            "put /v2/invoice_items/{id} invoice_item.id");

    /** Filters that answer an empty list for whatever is not there. */
    private static final Set<String> EMPTY_LISTS = Set.of(
            "get /v2/invoices ?contact",
            "get /v2/invoices ?project",
            "get /v2/credit_notes ?contact",
            "get /v2/credit_notes ?project",
            "get /v2/recurring_invoices ?contact",
            "get /v2/recurring_invoices ?project",
            "get /v2/credit_note_reconciliations ?invoice",
            "get /v2/credit_note_reconciliations ?credit_note",
            "get /v2/timeslips ?user",
            "get /v2/expenses ?user",
            "get /v2/estimates ?contact",
            "get /v2/estimates ?project",
            "get /v2/estimates ?invoice",
            "get /sequitur/v1/mails ?invoice",
            "get /sequitur/v1/mails ?credit_note",
            "get /sequitur/v1/mails ?estimate",
            "get /sequitur/v1/webhook_deliveries ?webhook_endpoint",
            "get /sequitur/v1/webhook_deliveries ?webhook_event",
            "get /sequitur/v1/audit ?user");

    /** Asked by POST because of all that they take. */
    private static final Set<String> CHANGES_NOTHING = Set.of("/sequitur/v1/document_design/preview");

    private final TestServer server = TestServer.shared();
    private final AtomicInteger unique = new AtomicInteger();
    private final OpenApiDocument document;
    private final FilledCompany own;
    private long loggedBefore;
    private final FilledCompany ownStrict;
    private final FilledCompany ownElsewhere;
    private final FilledCompany foreignInTheUk;
    private final FilledCompany foreignElsewhere;
    private FilledCompany foreign;

    CrossCompanyWalkTest() throws Exception {
        own = FilledCompany.of(server, "Ownmark");
        ownStrict = FilledCompany.strict(server, "Strictmark");
        ownElsewhere = FilledCompany.elsewhere(server, "Farmark");
        foreignInTheUk = FilledCompany.strict(server, "Zzforeignmark");
        foreignElsewhere = FilledCompany.elsewhere(server, "Zzforeignfar");
        foreign = foreignInTheUk;
        document = new OpenApiDocument(
                own.client().get("/openapi.json").expect(200).body());
    }

    /** @param of the operation that it is, or is an alias of */
    private record Walked(String method, OpenApiDocument.Operation of) {
        String name() {
            return method + " " + of.path();
        }
    }

    @TestFactory
    Stream<DynamicTest> noRouteGivesOrChangesAnythingOfAnotherCompany() {
        List<Walked> all = new ArrayList<>();
        Set<String> aliases = document.aliases();
        for (OpenApiDocument.Operation operation : document.operations()) {
            all.add(new Walked(operation.method(), operation));
            Stream.of("patch", "post")
                    .filter(method ->
                            operation.method().equals("put") && aliases.contains(method + " " + operation.path()))
                    .forEach(method -> all.add(new Walked(method, operation)));
        }
        return all.stream().map(walked -> dynamicTest(walked.name(), () -> walk(walked)));
    }

    @Test
    void everyAttributeThatMayNameARecordIsTried() {
        List<String> unknown = new ArrayList<>();
        for (OpenApiDocument.Operation operation : document.operations()) {
            for (SentAttribute attribute : SentAttribute.of(document, operation)) {
                boolean isKnown = switch (attribute.kind()) {
                    case VALUE -> true;
                    case REFERENCE -> KINDS.containsKey(attribute.name());
                    case OPEN ->
                        KINDS.containsKey(attribute.name())
                                || NO_RECORD.contains(attribute.name())
                                || LEFT_OUT.contains(attribute.name());
                };
                if (!isKnown) {
                    unknown.add(operation.name() + " " + attribute.place());
                }
            }
        }
        assertThat(unknown)
                .as("each belongs into KINDS when it names a record, or into NO_RECORD")
                .isEmpty();
    }

    @Test
    void nothingIsWalkedThatIsNotThere() {
        Set<String> described = new HashSet<>();
        Set<String> attributes = new HashSet<>();
        for (OpenApiDocument.Operation operation : document.operations()) {
            described.add(operation.name());
            SentAttribute.of(document, operation)
                    .forEach(attribute -> attributes.add(operation.name() + " " + attribute.place()));
        }
        assertThat(described).containsAll(Sample.names());
        assertThat(attributes).containsAll(IGNORED).containsAll(EMPTY_LISTS);
    }

    @Test
    void anotherCompanysIdempotencyKeyIsOnesOwn() throws Exception {
        Map<String, Object> contact = Map.of("contact", Map.of("organisation_name", "Same for both"));
        Answer theirs = foreign.client().keyed("same").post("contacts", contact).expect(201);
        Answer ours = own.client().keyed("same").post("contacts", contact).expect(201);
        assertThat(ours.header("Idempotent-Replayed")).isEmpty();
        assertThat(ours.header("Location")).isNotEqualTo(theirs.header("Location"));
    }

    private void walk(Walked walked) throws Exception {
        boolean isElsewhere = walked.of().path().startsWith("/v2/sales_tax_periods");
        foreign = isElsewhere ? foreignElsewhere : foreignInTheUk;
        List<String> before = foreign.digests();
        List<SentAttribute> attributes = SentAttribute.of(document, walked.of());
        Sample sample = Sample.of(walked.of().name(), walked.of().content().has("requestBody"));
        FilledCompany caller = isElsewhere ? ownElsewhere : sample.strict() ? ownStrict : own;

        String kind = kindOfPath(walked.of().path());
        if (kind != null) {
            for (long id : foreign.ids(kind)) {
                assertRefused(walked, ask(caller, walked, sample, id, null, ""), "id " + id);
            }
        }
        for (SentAttribute attribute : attributes) {
            if (attribute.kind() != SentAttribute.Kind.VALUE && KINDS.containsKey(attribute.name())) {
                for (String value : valuesFor(attribute)) {
                    Answer answer = ask(caller, walked, sample, ownId(caller, sample, kind), attribute, value);
                    String name = walked.of().name() + " " + attribute.place();
                    if (IGNORED.contains(name)) {
                        String record = "/" + KINDS.get(attribute.name()) + "/" + value.replaceFirst(".*/", "") + "\"";
                        assertThat(answer.text()).doesNotContain(foreign.mark(), record);
                    } else if (EMPTY_LISTS.contains(name)) {
                        Answer unknown = ask(caller, walked, sample, 0, attribute, "999999999");
                        assertThat(answer.text()).isEqualTo(unknown.text()).doesNotContain("url");
                    } else {
                        assertRefused(walked, answer, attribute.place() + " " + value);
                    }
                }
            }
        }
        long ownId = ownId(caller, sample, kind);
        Answer answer = ask(caller, walked, sample, ownId, null, "");
        RefusingRoute refusing = RefusingRoute.of(walked.of());
        if (refusing == null) {
            assertThat(answer.status())
                    .as(walked.name() + " must succeed with one's own records, or the walk proves nothing: "
                            + answer.text())
                    .isBetween(200, 299);
        } else {
            assertThat(answer.status()).as(answer.text()).isEqualTo(refusing.status());
            assertThat(answer.text()).contains(refusing.reason());
        }
        assertThat(answer.text()).doesNotContain(foreign.mark());
        assertThat(foreign.digests()).as(walked.name()).isEqualTo(before);
        assertThat(caller.logged() - loggedBefore)
                .as(walked.name() + " in the audit log")
                .isEqualTo(
                        walked.method().equals("get")
                                        || CHANGES_NOTHING.contains(walked.of().path())
                                        || refusing != null
                                ? 0
                                : 1);
    }

    private void assertRefused(Walked walked, Answer answer, String what) {
        assertThat(answer.status())
                .as(walked.name() + " with the foreign " + what + ": " + answer.text())
                .isIn(RefusingRoute.isOne(walked.of()) ? Set.of(404) : REFUSALS);
        assertThat(answer.text()).doesNotContain(foreign.mark());
    }

    /** What paths name that each company has, under the same names. */
    private static final Map<String, String> NAMED = Map.of("{template}", "reminder-en");

    /** What stands before the id; null for a path without one. */
    private static @Nullable String kindOfPath(String path) {
        if (!path.contains("{") || NAMED.keySet().stream().anyMatch(path::contains)) {
            return null;
        }
        assertThat(path).as("a walk knows one id in a path").matches("[^{]*/[a-z_]+/\\{id}[^{]*");
        return path.replaceFirst("/\\{id}.*", "").replaceFirst(".*/", "");
    }

    private List<String> valuesFor(SentAttribute attribute) {
        String kind = Objects.requireNonNull(KINDS.get(attribute.name()));
        if (kind.equals("series")) {
            return List.of(foreign.mark() + "0", foreign.mark() + "1");
        }
        List<String> values = new ArrayList<>();
        for (long id : foreign.ids(kind)) {
            values.add(Long.toString(id));
            values.add(server.baseUrl() + "/v2/" + kind + "/" + id);
        }
        return values;
    }

    private static long ownId(FilledCompany caller, Sample sample, @Nullable String kind) throws Exception {
        Sample.Owned owned = sample.owned();
        return owned != null ? owned.of(caller) : kind == null ? 0 : caller.anotherOf(kind);
    }

    private Answer ask(
            FilledCompany caller,
            Walked walked,
            Sample sample,
            long id,
            @Nullable SentAttribute attribute,
            String value)
            throws IOException, InterruptedException {
        String path = walked.of().path().replace("{id}", Long.toString(id));
        for (Map.Entry<String, String> named : NAMED.entrySet()) {
            path = path.replace(named.getKey(), named.getValue());
        }
        String body = filled(caller, sample.body());
        if (attribute != null && attribute.isParameter()) {
            path += attribute.place() + "=" + value;
        } else {
            path += sample.query().equals(Sample.LINK)
                    ? caller.linkQuery(walked.of().path(), id)
                    : filled(caller, sample.query());
        }
        if (attribute != null && !attribute.isParameter()) {
            body = JSON.writeValueAsString(with(body, attribute.place(), value));
        }
        V2Client client = caller.client();
        // What the body refers to has been made by now, and was logged.
        loggedBefore = caller.logged();
        return switch (walked.method()) {
            case "get" -> client.get(path);
            case "delete" -> client.delete(path);
            case "put" -> client.put(path, body);
            case "post" -> client.post(path, body);
            default -> client.patch(path, body);
        };
    }

    private String filled(FilledCompany caller, String body) throws IOException, InterruptedException {
        String filled = body;
        for (String kind : Set.copyOf(KINDS.values())) {
            if (filled.contains("$" + kind)) {
                filled = filled.replace("$" + kind, kind + "/" + caller.anotherOf(kind));
            }
        }
        if (filled.contains("$sent_invoice")) {
            FilledCompany.SentPair pair = caller.sentPair();
            filled = filled.replace("$sent_invoice", Long.toString(pair.invoice()))
                    .replace("$sent_credit_note", Long.toString(pair.creditNote()));
        }
        int number = unique.incrementAndGet();
        return filled.replace("$unique", Integer.toString(number))
                .replace("$day", "%02d".formatted(1 + number % 28))
                .replace("$equity", Integer.toString(921 + number % 40))
                .replace("$letter", "x".repeat(number % 30));
    }

    /** The body with a value at a place; a root in the plural gets what the body has below its singular. */
    private static JsonNode with(String body, String place, String value) {
        ObjectNode root = body.isEmpty() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(body);
        String[] steps = place.split("\\.", -1);
        String plural = steps[0].endsWith("[]") ? steps[0].substring(0, steps[0].length() - 2) : "";
        if (!plural.isEmpty() && !root.has(plural)) {
            JsonNode one = root.remove(plural.substring(0, plural.length() - 1));
            root.set(plural, JSON.createArrayNode().add(one));
        }
        ObjectNode node = root;
        for (int i = 0; i < steps.length - 1; i++) {
            String name = steps[i].replace("[]", "");
            if (!node.has(name)) {
                ObjectNode empty = JSON.createObjectNode();
                node.set(name, steps[i].endsWith("[]") ? JSON.createArrayNode().add(empty) : empty);
            }
            JsonNode next = node.path(name);
            node = (ObjectNode) (next instanceof ArrayNode list ? list.get(0) : next);
        }
        node.put(steps[steps.length - 1], value);
        return root;
    }
}
