package org.sequitur.series;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import tools.jackson.databind.JsonNode;

/** A company that numbers in strict series, seen by a client; one contact, invoices of 100.00. */
public final class StrictCompany {

    private final V2Client client;
    private final String contact;

    private StrictCompany(V2Client client) throws IOException, InterruptedException {
        this.client = client;
        this.contact = client.newContact("Harbour Mills Ltd");
    }

    /** Not switched on yet. */
    public static StrictCompany of(V2Client client) throws IOException, InterruptedException {
        return new StrictCompany(client);
    }

    /** Switched on, with the series {@code Invoices} as it is told. */
    public static StrictCompany with(V2Client client, Map<String, ?> series) throws IOException, InterruptedException {
        StrictCompany company = new StrictCompany(client);
        company.addSeries("Invoices", series).expect(201);
        company.numbering(Map.of("mode", "strict", "default_series", "Invoices"))
                .expect(200);
        return company;
    }

    public V2Client client() {
        return client;
    }

    public String contact() {
        return contact;
    }

    public Answer addSeries(String name, Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> series = new HashMap<>(attributes);
        series.put("name", name);
        return client.post("/sequitur/v1/series", Map.of("series", series));
    }

    public Answer numbering(Map<String, ?> attributes) throws IOException, InterruptedException {
        return client.put("/sequitur/v1/numbering", Map.of("numbering", attributes));
    }

    public Answer create(Map<String, ?> attributes) throws IOException, InterruptedException {
        Map<String, Object> invoice = new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-01-05",
                "payment_terms_in_days",
                30,
                "invoice_items",
                List.of(Map.of("description", "Work", "item_type", "Hours", "quantity", 2, "price", "50"))));
        invoice.putAll(attributes);
        return client.post("invoices", Map.of("invoice", invoice));
    }

    /** The path of a new draft. */
    public String draft(Map<String, ?> attributes) throws IOException, InterruptedException {
        return "invoices/" + V2Client.id(create(attributes).expect(201).body().path("invoice"));
    }

    public String draftOn(String datedOn) throws IOException, InterruptedException {
        return draft(Map.of("dated_on", datedOn));
    }

    public Answer send(String invoice) throws IOException, InterruptedException {
        return client.put(invoice + "/transitions/mark_as_sent", "");
    }

    /** Sends a draft; answers the reference that it is given. */
    public String sent(String invoice) throws IOException, InterruptedException {
        return reference(send(invoice).expect(200));
    }

    public Answer credit(String invoice, Map<String, ?> attributes) throws IOException, InterruptedException {
        return client.post("/sequitur/v1/" + invoice + "/credit", Map.of("credit", attributes));
    }

    /** The record of what was issued. */
    public JsonNode record(String invoice) throws IOException, InterruptedException {
        return client.get("/sequitur/v1/" + invoice + "/issued")
                .expect(200)
                .body()
                .path("issued");
    }

    /** The references of a series in the order of their positions. */
    public List<String> chain(String seriesUrl) throws IOException, InterruptedException {
        List<String> references = new ArrayList<>();
        String path = seriesUrl.substring(seriesUrl.indexOf("/sequitur/"));
        for (int page = 1; ; page++) {
            JsonNode rows = client.get(path + "/issued?per_page=100&page=" + page)
                    .expect(200)
                    .body()
                    .path("issued");
            rows.forEach(row -> references.add(row.path("reference").stringValue("")));
            if (rows.size() < 100) {
                return references;
            }
        }
    }

    /** The series of that name, as it is now. */
    public JsonNode series(String name) throws IOException, InterruptedException {
        for (JsonNode one : client.get("/sequitur/v1/series").expect(200).body().path("series")) {
            if (one.path("name").stringValue("").equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no series " + name);
    }

    public static String reference(Answer answer) {
        JsonNode body = answer.body();
        return (body.has("invoice") ? body.path("invoice") : body.path("credit_note"))
                .path("reference")
                .stringValue("");
    }

    /** What the check finds wrong with a company. */
    public static List<String> breaches(DataSource database, long companyId) throws SQLException {
        List<String> breaches = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            new ChainCheck().run(connection, companyId, breaches::add);
            connection.rollback();
        }
        return breaches;
    }
}
