package org.sequitur.pdf;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.AddressColumns;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.contact.ContactName;
import org.sequitur.estimate.OfferedDocument;
import org.sequitur.invoice.DocumentKind;
import org.sequitur.invoice.Invoice;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.invoice.Invoices;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.pdf.PrintedDocument.Bank;
import org.sequitur.pdf.PrintedDocument.Client;
import org.sequitur.pdf.PrintedDocument.Kind;
import org.sequitur.pdf.PrintedDocument.Mark;
import org.sequitur.pdf.PrintedDocument.Settled;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gathers what a document is drawn from. When it has been gathered no connection is held any more. */
@Component
final class PrintedDocuments {

    private final Invoices invoices;
    private final OfferedDocument.Archive offers;
    private final Companies companies;
    private final JdbcClient jdbc;
    private final Clock clock;

    PrintedDocuments(
            Invoices invoices, OfferedDocument.Archive offers, Companies companies, JdbcClient jdbc, Clock clock) {
        this.invoices = invoices;
        this.offers = offers;
        this.companies = companies;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<PrintedDocument> find(long companyId, About about, long id) {
        return switch (about) {
            case INVOICE ->
                invoices.find(companyId, DocumentKind.INVOICE, id)
                        .map(invoice -> printed(companyId, Kind.INVOICE, invoice));
            case CREDIT_NOTE ->
                invoices.find(companyId, DocumentKind.CREDIT_NOTE, id)
                        .map(note -> printed(companyId, Kind.CREDIT_NOTE, note));
            case ESTIMATE -> offers.find(companyId, id).map(offer -> printed(companyId, offer));
        };
    }

    /** That the company is late with a refund is not for its customer to read on the credit note. */
    private static @Nullable Mark mark(Kind kind, String status) {
        Mark mark = Mark.of(status);
        return kind == Kind.CREDIT_NOTE && mark == Mark.OVERDUE ? null : mark;
    }

    private PrintedDocument printed(long companyId, Kind kind, Invoice invoice) {
        Company seller = companies.get(companyId);
        InvoiceContents contents = invoice.contents();
        boolean showsProject = contents.switches().showProjectName();
        return new PrintedDocument(
                kind,
                invoice.reference().text(),
                invoice.isDraft(),
                mark(kind, invoice.status(seller.today(clock))),
                invoice.dueOn(),
                contents,
                invoice.totals(),
                new Settled(
                        invoice.paidValue(),
                        invoice.dueValue(),
                        invoice.totals().cisDeduction()),
                invoice.involvesSalesTax(),
                invoice.isSecondTaxCompound(),
                true,
                seller,
                client(companyId, contents.contact()),
                showsProject ? project(companyId, contents.projectId()) : null,
                kind == Kind.INVOICE ? bank(companyId, Objects.requireNonNull(contents.askedBankAccountId())) : null,
                seller.invoiceAdditionalText());
    }

    private PrintedDocument printed(long companyId, OfferedDocument offer) {
        return new PrintedDocument(
                Kind.valueOf(offer.type().toUpperCase(Locale.ROOT)),
                offer.reference().text(),
                offer.isDraft(),
                Mark.of(offer.status()),
                null,
                offer.contents(),
                offer.totals(),
                null,
                offer.involvesSalesTax(),
                offer.isSecondTaxCompound(),
                offer.showsSalesTax(),
                companies.get(companyId),
                client(companyId, offer.contents().contact()),
                project(companyId, offer.contents().projectId()),
                null,
                jdbc.sql("SELECT coalesce(estimate_additional_text, '') FROM company WHERE id = ?")
                        .param(companyId)
                        .query(String.class)
                        .optional()
                        .filter(text -> !text.isEmpty())
                        .orElse(null));
    }

    private Client client(long companyId, long contactId) {
        return jdbc.sql("SELECT * FROM contact WHERE company_id = ? AND id = ?")
                .params(companyId, contactId)
                .query((row, number) -> client(row))
                .single();
    }

    /** A person of an organisation is named below it, unless the contact says otherwise. */
    private static Client client(ResultSet row) throws SQLException {
        String organisation = row.getString("organisation_name");
        String first = row.getString("first_name");
        String last = row.getString("last_name");
        String name = new ContactName(first, last, organisation).display();
        String person = new ContactName(first, last, null).display();
        boolean isNamed = organisation != null && row.getBoolean("contact_name_on_invoices") && !person.isEmpty();
        return new Client(
                isNamed ? name + "\n" + person : name,
                organisation != null,
                AddressColumns.read(row),
                row.getString("sales_tax_registration_number"),
                row.getString("locale"));
    }

    private @Nullable String project(long companyId, @Nullable Long projectId) {
        return projectId == null
                ? null
                : jdbc.sql("SELECT name FROM project WHERE company_id = ? AND id = ?")
                        .params(companyId, projectId)
                        .query(String.class)
                        .optional()
                        .orElse(null);
    }

    private @Nullable Bank bank(long companyId, long accountId) {
        return jdbc.sql("""
                        SELECT bank_name, account_number, sort_code, iban, bic FROM bank_account
                        WHERE company_id = ? AND id = ?
                        """)
                .params(companyId, accountId)
                .query((row, number) -> new Bank(
                        row.getString("bank_name"),
                        row.getString("account_number"),
                        row.getString("sort_code"),
                        row.getString("iban"),
                        row.getString("bic")))
                .optional()
                .filter(bank -> !bank.isBlank())
                .orElse(null);
    }
}
