package org.sequitur.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.sequitur.V2Client.Answer;
import org.sequitur.company.CompanyFounding;
import org.sequitur.company.CompanyType;
import tools.jackson.databind.JsonNode;

/** Lines that take something out of stock, and a landlord's documents that name a property. */
class StockAndPropertyWireTest {

    private final TestServer server = TestServer.shared();

    @Test
    void whatIsSentLeavesTheStockAndWhatIsCreditedComesBack() throws Exception {
        V2Client client = server.newCompany().client();
        String contact = client.newContact("Harbour Mills");
        JsonNode hinge = stock(client, 120);
        JsonNode sold = created(client, "invoice", line(contact, hinge, 36, "2.5"));
        JsonNode item = sold.path("invoice_items").path(0);
        assertThat(text(item, "item_type")).isEqualTo("Stock");
        assertThat(text(item, "stock_item")).isEqualTo(text(hinge, "url"));
        assertThat(client.get("invoices/" + V2Client.id(sold)).body().path("invoice"))
                .isEqualTo(sold);
        assertThat(onHand(client, hinge)).as("a draft takes nothing").isEqualTo("120.0");
        transition(client, "invoices", sold, "mark_as_sent");
        assertThat(onHand(client, hinge)).isEqualTo("84.0");
        JsonNode back = created(client, "credit_note", line(contact, hinge, 4, "-2.5"));
        transition(client, "credit_notes", back, "mark_as_sent");
        assertThat(onHand(client, hinge)).isEqualTo("88.0");
        transition(client, "invoices", sold, "mark_as_draft");
        assertThat(onHand(client, hinge)).isEqualTo("124.0");
        String line = "invoice_items/" + V2Client.id(item);
        JsonNode changed = client.put(line, Map.of("invoice_item", Map.of("item_type", "Hours")))
                .expect(200)
                .body()
                .path("invoice_item");
        assertThat(changed.has("stock_item"))
                .as("other lines are of nothing in stock")
                .isFalse();
    }

    @Test
    void aLineOfStockNamesAnItemOfTheCompanyAndKeepsItFromBeingDeleted() throws Exception {
        V2Client client = server.newCompany().client();
        String contact = client.newContact("Harbour Mills");
        JsonNode hinge = stock(client, 10);
        Map<String, Object> without = line(contact, hinge, 1, "2");
        without.put(
                "invoice_items",
                List.of(Map.of("description", "Hinge", "item_type", "Stock", "quantity", 1, "price", 2)));
        assertThat(create(client, "invoice", without).expect(422).messages())
                .containsExactly("stock_item can't be blank");
        JsonNode foreign = stock(server.newCompany().client(), 1);
        assertThat(create(client, "invoice", line(contact, foreign, 1, "2"))
                        .expect(422)
                        .messages())
                .containsExactly("Stock item not found");

        String path = "/sequitur/v1/stock_items/" + V2Client.id(hinge);
        JsonNode draft = created(client, "invoice", line(contact, hinge, 1, "2"));
        assertThat(client.delete(path).status()).isEqualTo(409);
        client.delete("invoices/" + V2Client.id(draft)).expect(200);
        client.delete(path).expect(200);
        assertThat(create(client, "invoice", line(contact, hinge, 1, "2"))
                        .expect(422)
                        .messages())
                .containsExactly("Stock item not found");
    }

    @Test
    void aLandlordNamesTheProperty() throws Exception {
        V2Client landlord = server.newCompany(new CompanyFounding(
                        "Rooms",
                        CompanyType.UK_UNINCORPORATED_LANDLORD,
                        new CompanyFounding.Owner("l@example.com", "Lou", "Lord")))
                .client();
        String contact = landlord.newContact("Tenant");
        String property = property(landlord, "9 Mill Row");
        Map<String, Object> invoice = rent(contact);
        assertThat(create(landlord, "invoice", invoice).expect(422).messages())
                .containsExactly("property can't be blank");
        invoice.put("property", Long.MAX_VALUE);
        assertThat(create(landlord, "invoice", invoice).expect(422).messages()).containsExactly("Property not found");
        invoice.put("property", property);
        JsonNode made = created(landlord, "invoice", invoice);
        assertThat(text(made, "property")).isEqualTo(property);
        String path = "invoices/" + V2Client.id(made);
        assertThat(landlord.get(path).body().path("invoice")).isEqualTo(made);

        String other = property(landlord, "1 Quay");
        assertThat(landlord.put(path, Map.of("invoice", Map.of("property", "")))
                        .expect(422)
                        .messages())
                .containsExactly("property can't be blank");
        landlord.put(path, Map.of("invoice", Map.of("property", other))).expect(200);
        assertThat(landlord.delete(property.replaceFirst(".*/v2/", "")).status())
                .isEqualTo(200);
        assertThat(landlord.delete(other.replaceFirst(".*/v2/", "")).status()).isEqualTo(409);
        transition(landlord, "invoices", made, "mark_as_sent");
        assertThat(landlord.put(path, Map.of("invoice", Map.of("property", "")))
                        .expect(422)
                        .messages())
                .containsExactly("property_id is locked and cannot be changed");
        JsonNode copy =
                landlord.post(path + "/duplicate", "").expect(200).body().path("invoice");
        assertThat(text(copy, "property")).isEqualTo(other);
    }

    @Test
    void othersNameNone() throws Exception {
        V2Client client = server.newCompany().client();
        Map<String, Object> invoice = rent(client.newContact("Tenant"));
        invoice.put("property", 1001);
        assertThat(create(client, "invoice", invoice).expect(422).messages())
                .containsExactly("property can't be set for this company");
    }

    private static Map<String, Object> rent(String contact) {
        return new HashMap<>(Map.of(
                "contact",
                contact,
                "dated_on",
                "2026-03-02",
                "payment_terms_in_days",
                14,
                "invoice_items",
                List.of(Map.of("description", "Rent", "quantity", 1, "price", 700))));
    }

    private static String property(V2Client client, String line) throws Exception {
        return text(
                client.post("properties", Map.of("property", Map.of("address1", line)))
                        .expect(201)
                        .body()
                        .path("property"),
                "url");
    }

    private static JsonNode stock(V2Client client, int quantity) throws Exception {
        return client.post(
                        "/sequitur/v1/stock_items",
                        Map.of("stock_item", Map.of("description", "Hinge", "opening_quantity", quantity)))
                .expect(201)
                .body()
                .path("stock_item");
    }

    private static String onHand(V2Client client, JsonNode stock) throws Exception {
        return text(
                client.get("stock_items/" + V2Client.id(stock))
                        .expect(200)
                        .body()
                        .path("stock_item"),
                "stock_on_hand");
    }

    private static Map<String, Object> line(String contact, JsonNode stock, int quantity, String price) {
        Map<String, Object> attributes = rent(contact);
        attributes.put(
                price.startsWith("-") ? "credit_note_items" : "invoice_items",
                List.of(Map.of(
                        "description",
                        "Hinge",
                        "item_type",
                        "Stock",
                        "stock_item",
                        text(stock, "url"),
                        "quantity",
                        quantity,
                        "price",
                        price)));
        return attributes;
    }

    private static void transition(V2Client client, String kind, JsonNode document, String name) throws Exception {
        client.put(kind + "/" + V2Client.id(document) + "/transitions/" + name, "")
                .expect(200);
    }

    private static Answer create(V2Client client, String root, Map<String, ?> attributes) throws Exception {
        return client.post(root + "s", Map.of(root, attributes));
    }

    private static JsonNode created(V2Client client, String root, Map<String, ?> attributes) throws Exception {
        return create(client, root, attributes).expect(201).body().path(root);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString();
    }
}
