package org.sequitur.invoice;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sequitur.company.CompanyType;
import org.sequitur.company.SalesTax;
import org.sequitur.reference.Reference;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Body;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.JsonBodies;
import org.sequitur.wire.WireObject;
import org.sequitur.wire.WireObjects;

/** What an invoice with three lines costs on its way in and out, without HTTP and database. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InvoiceJsonBenchmark {

    private static final byte[] BODY = """
            {"invoice":{"contact":"http://localhost:8080/v2/contacts/1001","dated_on":"2026-11-23",
            "payment_terms_in_days":30,"currency":"GBP","comments":"Thank you for your custom","invoice_items":[
            {"item_type":"Hours","quantity":"7.5","price":"85.0","description":"Consulting on the new warehouse"},
            {"item_type":"Days","quantity":"2","price":"640.0","description":"On site in Bristol"},
            {"item_type":"Expenses","quantity":"1","price":"123.45","description":"Train, London to Bristol"}]}}
            """.getBytes(StandardCharsets.UTF_8);

    private static final Surroundings SURROUNDINGS = new Surroundings(
            new Seller(
                    CompanyType.UK_LIMITED_COMPANY,
                    "GBP",
                    new SalesTax(
                            "VAT",
                            SalesTax.Registration.NOT_REGISTERED,
                            null,
                            null,
                            null,
                            List.of(BigDecimal.valueOf(20)),
                            true,
                            null,
                            List.of(),
                            false),
                    false,
                    false,
                    1001),
            new Customer(1001, "First Customer", "United Kingdom", "Auto", false, StatedEmails.Defaults.NONE),
            null,
            false,
            false,
            Set.of(),
            null);

    private final BaseUrl baseUrl = new BaseUrl();
    private final Body body;

    public InvoiceJsonBenchmark() {
        baseUrl.set("http://localhost:8080");
        Invoice invoice = Invoice.draft(
                1002, DocumentKind.INVOICE, new Reference("041"), settled(contents()), null, Instant.EPOCH);
        body = InvoiceRepresentation.single(invoice, LocalDate.EPOCH);
    }

    @Benchmark
    public Object bodyToContents() {
        return contents();
    }

    @Benchmark
    public Object bodyToSettledTerms() {
        return settled(contents());
    }

    @Benchmark
    public byte[] invoiceToJson() {
        return JsonBodies.write(body, baseUrl);
    }

    private static InvoiceContents contents() {
        WireObject sent = WireObjects.read(BODY, "invoice");
        InvoiceContents contents = InvoiceReading.contents(DocumentKind.INVOICE, sent, InvoiceContents.BLANK);
        InvoiceTerms.check(DocumentKind.INVOICE, contents, sent.complaints());
        sent.complaints().throwIfAny();
        return contents;
    }

    private static InvoiceTerms settled(InvoiceContents contents) {
        return InvoiceTerms.settle(contents, SURROUNDINGS, new Complaints());
    }
}
