package org.sequitur.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The requests of the benchmark, as the bytes that go over the wire: an invoice with three lines, without a reference. */
final class InvoiceRequests {

    /** How every body of one invoice begins. */
    static final String SINGLE_START = "{\"invoice\":{";

    private InvoiceRequests() {}

    /**
     * One request for each customer of each company.
     *
     * @param batch how many invoices are in each request; for 1, the body has the root {@code invoice}
     */
    static List<byte[]> of(List<BenchCompany> companies, int port, int batch) {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        List<byte[]> requests = new ArrayList<>();
        for (BenchCompany company : companies) {
            for (long contact : company.contactIds()) {
                String invoice = invoice(contact, today);
                String body = batch == 1
                        ? SINGLE_START + invoice + "}}"
                        : "{\"invoices\":[" + String.join(",", Collections.nCopies(batch, "{" + invoice + "}")) + "]}";
                requests.add(request(company.token(), port, body));
            }
        }
        return requests;
    }

    private static String invoice(long contact, String day) {
        return """
            "contact":"http://localhost:8080/v2/contacts/%d","dated_on":"%s","payment_terms_in_days":30,\
            "currency":"GBP","comments":"Thank you for your custom","po_reference":"PO-2291","invoice_items":[\
            {"item_type":"Hours","quantity":"7.5","price":"85.0","description":"Consulting on the new warehouse"},\
            {"item_type":"Days","quantity":"2","price":"640.0","description":"On site in Bristol"},\
            {"item_type":"Expenses","quantity":"1","price":"123.45","description":"Train, London to Bristol"}]""".formatted(contact, day);
    }

    private static byte[] request(String token, int port, String body) {
        return """
                POST /v2/invoices HTTP/1.1\r
                Host: localhost:%d\r
                Authorization: Bearer %s\r
                Accept: application/json\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                %s""".formatted(port, token, body.length(), body).getBytes(StandardCharsets.US_ASCII);
    }
}
