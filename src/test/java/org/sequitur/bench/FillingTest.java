package org.sequitur.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sequitur.TestCompany;
import org.sequitur.TestServer;
import org.sequitur.V2Client;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A company that was filled is one that could have become so by itself. */
class FillingTest {

    private final TestServer server = TestServer.shared();
    private final JdbcClient jdbc = JdbcClient.create(server.dataSource());

    @Test
    void theNextCreateGoesOnWhereTheFillingEnded() throws Exception {
        TestCompany testCompany = server.newCompany();
        V2Client client = testCompany.client();
        List<Long> contacts = List.of(id(client.newContact("Harbour Mills")), id(client.newContact("Quay")));
        BenchCompany company = new BenchCompany(testCompany.id(), testCompany.token(), contacts);
        create(client, contacts.getFirst());
        List<Long> progress = new ArrayList<>();

        new Filling(jdbc, company).fillTo(1_204, progress::add);
        String lastOfSequence = jdbc.sql("SELECT last_reference FROM reference_sequence WHERE company_id = ?")
                .param(company.id())
                .query(String.class)
                .single();
        JsonNode next = create(client, contacts.getLast());

        // The next create would heal a sequence that is behind, so its reference alone would not tell.
        assertThat(lastOfSequence).isEqualTo("1204");
        assertThat(progress).containsExactly(1_204L);
        assertThat(next.path("reference").stringValue()).isEqualTo("1205");
        assertThat(StoredInvoices.of(List.of(company), jdbc)).isEqualTo(new StoredInvoices(1_205, 0, 0));
        V2Client.Answer newest = client.get("invoices?per_page=100&page=13&nested_invoice_items=true")
                .expect(200);
        assertThat(newest.header("X-Total-Count")).isEqualTo("1205");
        List<String> references = new ArrayList<>();
        newest.body().path("invoices").forEach(invoice -> {
            references.add(invoice.path("reference").stringValue());
            assertThat(invoice.path("invoice_items").size()).isEqualTo(3);
        });
        assertThat(references).containsExactly("1201", "1202", "1203", "1204", "1205");
    }

    private static JsonNode create(V2Client client, long contact) throws Exception {
        String request = new String(
                InvoiceRequests.of(List.of(new BenchCompany(1, "t", List.of(contact))), 80, 1)
                        .getFirst(),
                StandardCharsets.US_ASCII);
        String body = request.substring(request.indexOf("\r\n\r\n") + 4);
        return client.post("invoices", body).expect(201).body().path("invoice");
    }

    private static long id(String path) {
        return Long.parseLong(path.substring("contacts/".length()));
    }
}
