package org.sequitur.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.wire.Members;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;

/** Every route that is described, asked for by a user of every level. */
class PermissionLevelWalkTest {

    /** What a resource needs to be read and to be changed. */
    private record Needed(int read, int write) {

        int by(String method) {
            return method.equals("get") ? read : write;
        }
    }

    /**
     * The levels of FreeAgent's resources, and of those that Sequitur adds. What is said of a path holds below it, unless more is said
     * of what is below. A route whose resource is not here fails the walk.
     */
    private static final Map<String, Needed> LEVELS = Map.ofEntries(
            Map.entry("/v2/company", new Needed(1, 8)),
            Map.entry("/v2/company/tax_timeline", new Needed(7, 7)),
            Map.entry("/sequitur/v1/company", new Needed(1, 8)),
            Map.entry("/v2/bank_accounts", new Needed(4, 6)),
            Map.entry("/v2/bank_transaction_explanations", new Needed(6, 6)),
            Map.entry("/v2/categories", new Needed(2, 7)),
            Map.entry("/v2/bank_transactions", new Needed(6, 6)),
            Map.entry("/v2/bank_transaction", new Needed(6, 6)),
            Map.entry("/sequitur/v1/bank_transactions", new Needed(6, 6)),
            Map.entry("/v2/sales_tax_periods", new Needed(4, 8)),
            Map.entry("/v2/ec_moss", new Needed(4, 4)),
            Map.entry("/v2/users", new Needed(7, 7)),
            Map.entry("/v2/users/me", new Needed(1, 1)),
            Map.entry("/v2/contacts", new Needed(1, 3)),
            Map.entry("/v2/projects", new Needed(3, 3)),
            Map.entry("/v2/notes", new Needed(3, 3)),
            Map.entry("/v2/tasks", new Needed(1, 3)),
            Map.entry("/v2/timeslips", new Needed(1, 1)),
            Map.entry("/v2/expenses", new Needed(2, 2)),
            Map.entry("/v2/invoices", new Needed(4, 4)),
            Map.entry("/v2/invoice_items", new Needed(4, 4)),
            Map.entry("/v2/credit_notes", new Needed(4, 4)),
            Map.entry("/v2/estimates", new Needed(4, 4)),
            Map.entry("/v2/estimate_items", new Needed(4, 4)),
            Map.entry("/v2/price_list_items", new Needed(4, 4)),
            Map.entry("/v2/stock_items", new Needed(4, 4)),
            Map.entry("/sequitur/v1/stock_items", new Needed(4, 4)),
            Map.entry("/v2/properties", new Needed(7, 7)),
            Map.entry("/v2/attachments", new Needed(2, 2)),
            Map.entry("/v2/cis_bands", new Needed(4, 4)),
            Map.entry("/v2/email_addresses", new Needed(1, 1)),
            Map.entry("/v2/recurring_invoices", new Needed(4, 4)),
            Map.entry("/sequitur/v1/recurring_invoices", new Needed(4, 4)),
            Map.entry("/v2/credit_note_reconciliations", new Needed(4, 4)),
            Map.entry("/sequitur/v1/numbering", new Needed(8, 8)),
            Map.entry("/sequitur/v1/series", new Needed(8, 8)),
            Map.entry("/sequitur/v1/series/{id}/issued", new Needed(4, 4)),
            Map.entry("/sequitur/v1/invoices", new Needed(4, 4)),
            Map.entry("/sequitur/v1/credit_notes", new Needed(4, 4)),
            Map.entry("/sequitur/v1/estimates", new Needed(4, 4)),
            Map.entry("/sequitur/v1/sequences", new Needed(4, 8)),
            Map.entry("/sequitur/v1/mails", new Needed(4, 4)),
            Map.entry("/sequitur/v1/email_templates", new Needed(4, 8)),
            Map.entry("/sequitur/v1/document_design", new Needed(4, 8)),
            Map.entry("/sequitur/v1/mail_problems", new Needed(4, 4)),
            Map.entry("/sequitur/v1/audit", new Needed(8, 8)),
            Map.entry("/sequitur/v1/webhook_endpoints", new Needed(8, 8)),
            Map.entry("/sequitur/v1/webhook_events", new Needed(8, 8)),
            Map.entry("/sequitur/v1/webhook_deliveries", new Needed(8, 8)),
            Map.entry("/sequitur/v1/reference_report", new Needed(4, 4)));

    /** Whoever asks is told, token or none; of a file, whoever has a link: {@code DownloadTest}; figures: {@code MetricsReadersTest}. */
    private static final Set<String> OPEN_TO_ALL = Set.of(
            "/health",
            "/metrics",
            "/openapi.json",
            "/attachments/{id}/original",
            "/attachments/{id}/medium",
            "/attachments/{id}/small");

    private final TestServer server = TestServer.shared();
    private final TestCompany company = server.newCompany();
    private final OpenApiDocument document =
            new OpenApiDocument(company.get("/openapi.json").expect(200).body());

    PermissionLevelWalkTest() throws Exception {}

    @Test
    void everyRouteAnswersFromItsLevelOnAndNotBelow() throws Exception {
        List<String> routes = Stream.concat(
                        document.operations().stream().map(OpenApiDocument.Operation::name),
                        document.aliases().stream())
                .filter(route -> !OPEN_TO_ALL.contains(path(route)))
                .toList();
        assertThat(routes).hasSizeGreaterThan(40);
        List<String> wrong = new ArrayList<>();
        Set<String> resources = new HashSet<>();
        for (PermissionLevel level : PermissionLevel.values()) {
            V2Client client = new V2Client(server.baseUrl(), new Members(company).token(level));
            for (String route : routes) {
                String resource = resource(path(route));
                if (resource == null) {
                    wrong.add(route + " is not in the table of levels");
                    continue;
                }
                resources.add(resource);
                Answer answer = ask(client, route);
                int needed = Objects.requireNonNull(LEVELS.get(resource)).by(method(route));
                String expected =
                        level == PermissionLevel.NO_ACCESS ? "401" : level.number() < needed ? "refused" : "allowed";
                if (!expected.equals(outcome(answer))) {
                    wrong.add(route + " at level " + level.number() + " should be " + expected + ", but answered "
                            + answer.status() + " " + answer.text());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(resources).as("no level is said of what is not there").isEqualTo(LEVELS.keySet());
    }

    private static String outcome(Answer answer) {
        if (answer.status() == 403 && answer.text().contains(Requires.NOT_ALLOWED)) {
            return "refused";
        }
        return answer.status() == 401 ? "401" : answer.status() >= 500 ? "failed" : "allowed";
    }

    /** With an id that nothing has, and nothing in the body, so that whoever is allowed changes nothing either. */
    private static Answer ask(V2Client client, String route) throws Exception {
        String path = path(route).replaceAll("\\{[^}]+}", "1");
        return switch (method(route)) {
            case "get" -> client.get(path);
            case "post" -> client.post(path, "");
            case "put" -> client.put(path, "");
            case "delete" -> client.delete(path);
            case "patch" -> client.patch(path, "");
            default -> throw new AssertionError("no such method: " + route);
        };
    }

    private static String method(String route) {
        return route.substring(0, route.indexOf(' ')).toLowerCase(Locale.ROOT);
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    private static @Nullable String resource(String path) {
        for (String prefix = path; !prefix.isEmpty(); prefix = prefix.substring(0, prefix.lastIndexOf('/'))) {
            if (LEVELS.containsKey(prefix)) {
                return prefix;
            }
        }
        return null;
    }
}
