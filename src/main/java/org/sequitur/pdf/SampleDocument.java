package org.sequitur.pdf;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.company.Company;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.InvoiceItem;
import org.sequitur.invoice.InvoiceTotals;
import org.sequitur.invoice.ItemTax;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.pdf.PrintedDocument.Bank;
import org.sequitur.pdf.PrintedDocument.Client;
import org.sequitur.pdf.PrintedDocument.Kind;
import org.sequitur.pdf.PrintedDocument.Mark;
import org.sequitur.pdf.PrintedDocument.Settled;

/** A document that nobody was ever sent, with something in each place of a template, for a company to see its design before it is used. */
final class SampleDocument {

    /** More than a page holds, so that the sums that are carried forward can be seen. */
    private static final int LINES = 40;

    private static final int DAYS_TO_PAY = 14;
    private static final BigDecimal RATE = BigDecimal.valueOf(20);

    private SampleDocument() {}

    static PrintedDocument of(About about, Company seller, LocalDate day) {
        Kind kind = switch (about) {
            case INVOICE -> Kind.INVOICE;
            case CREDIT_NOTE -> Kind.CREDIT_NOTE;
            case ESTIMATE -> Kind.ESTIMATE;
        };
        InvoiceContents contents = contents(kind, seller.currency(), day);
        InvoiceTotals totals = InvoiceTotals.of(contents.items(), contents.discountPercent(), false, null);
        boolean isInvoice = kind == Kind.INVOICE;
        return new PrintedDocument(
                kind,
                "SAMPLE-001",
                true,
                Mark.DRAFT,
                isInvoice ? day.plusDays(DAYS_TO_PAY) : null,
                contents,
                totals,
                kind.isOffer() ? null : new Settled(BigDecimal.ZERO, totals.total(), null),
                true,
                false,
                true,
                seller,
                client(),
                "Sample project",
                isInvoice
                        ? new Bank("Sample Bank", "12345678", "12-34-56", "GB33BUKB20201555555555", "BUKBGB22")
                        : null,
                kind.isOffer() ? "Sample of what stands on all estimates." : seller.invoiceAdditionalText());
    }

    private static InvoiceContents contents(Kind kind, String currency, LocalDate day) {
        InvoiceContents blank = InvoiceContents.BLANK;
        return new InvoiceContents(
                null,
                null,
                null,
                null,
                day,
                kind == Kind.INVOICE ? DAYS_TO_PAY : 0,
                currency,
                null,
                BigDecimal.TEN,
                null,
                null,
                null,
                null,
                "Sample of comments.",
                "PO-4711",
                null,
                blank.switches(),
                lines(kind == Kind.CREDIT_NOTE ? BigDecimal.valueOf(-125) : BigDecimal.valueOf(125)));
    }

    private static List<InvoiceItem> lines(BigDecimal price) {
        Stream<InvoiceItem> work = IntStream.range(1, LINES)
                .mapToObj(number -> line(
                                "Days", BigDecimal.valueOf(number), "Sample of work, part " + number, price, RATE)
                        .at(number));
        InvoiceItem comment = line("Comment", BigDecimal.ZERO, "Sample of a comment", BigDecimal.ZERO, null);
        return Stream.concat(work, Stream.of(comment.at(LINES))).toList();
    }

    private static InvoiceItem line(
            String type, BigDecimal quantity, String description, BigDecimal price, @Nullable BigDecimal rate) {
        return new InvoiceItem(
                0,
                0,
                type,
                quantity,
                description,
                price,
                new ItemTax(rate, rate == null ? null : "TAXABLE", null, null),
                false,
                InvoiceItem.BLANK.category(),
                null);
    }

    private static Client client() {
        return new Client(
                "Sample Customer Ltd\nJo Sample",
                true,
                new Address("1 Sample Street", null, null, "London", null, "N1 1AA", "United Kingdom"),
                "GB999999973",
                "en");
    }
}
