package org.sequitur.pdf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sequitur.address.Address;
import org.sequitur.company.Company;
import org.sequitur.invoice.InvoiceContents;
import org.sequitur.money.Rounding;
import org.sequitur.pdf.PrintedDocument.Bank;
import org.sequitur.pdf.PrintedDocument.Client;

/**
 * A document as a template sees it: maps, lists, texts and switches, nothing else. The names are promised to whoever writes a template
 * ({@code docs/guides/documents.md}); what does not apply is left out.
 */
final class DocumentView {

    /** Where the postcode stands below the town instead of before it. */
    private static final Set<String> CODE_BELOW = Set.of(
            "United Kingdom", "Ireland", "United States", "Canada", "Australia", "New Zealand", "India", "Singapore");

    private final PrintedDocument document;
    private final Language language;
    private final @Nullable String logo;

    /** @param logo as a {@code data:} URI */
    DocumentView(PrintedDocument document, Language language, @Nullable String logo) {
        this.document = document;
        this.language = language;
        this.logo = logo;
    }

    /** The title of the PDF: {@code Invoice 042}. */
    String title() {
        return language.text(document.kind().word()) + " " + document.reference();
    }

    Language language() {
        return language;
    }

    int lines() {
        return document.contents().items().size();
    }

    /** @param groups of lines, of which each becomes an element of {@code pages} */
    Map<String, Object> with(List<LineGroup> groups) {
        Map<String, Object> view = new LinkedHashMap<>();
        LineView lines = new LineView(document, language);
        view.put("kind", document.kind().word());
        view.put("title", language.text(document.kind().word()));
        view.put("full_title", title());
        view.put("reference", document.reference());
        view.put("language", language.tag());
        view.put("currency", document.contents().currency());
        view.put("text", language.texts());
        view.put("shows_header", !document.contents().switches().omitHeader());
        put(view, "logo", logo);
        PrintedDocument.Mark mark = document.mark();
        if (mark != null) {
            view.put("mark", Map.of("name", mark.word(), "text", language.text("mark_" + mark.word())));
        }
        view.put("seller", seller(document.seller()));
        view.put("client", client(document.client()));
        view.put("facts", facts());
        view.put("columns", lines.columns());
        view.put("lines", lines.lines(0, lines()));
        view.put("pages", groups.stream().map(lines::group).toList());
        new TotalsView(document, language).writeTo(view);
        view.put("notes", notes());
        put(view, "payment", payment());
        put(view, "comments", document.contents().comments());
        put(view, "additional_text", document.additionalText());
        return view;
    }

    private Map<String, Object> seller(Company company) {
        Map<String, Object> seller = new LinkedHashMap<>();
        seller.put("name", company.name());
        seller.put("address", address(company.address()));
        put(seller, "registration_number", company.registrationNumber());
        String taxNumber = document.salesTax().registrationNumber();
        if (document.involvesSalesTax() && taxNumber != null) {
            seller.put("tax_number", taxNumber);
            seller.put("tax_number_label", taxNumberLabel());
        }
        put(seller, "email", company.contactEmail());
        put(seller, "phone", company.contactPhone());
        put(seller, "website", company.website());
        return seller;
    }

    private Map<String, Object> client(Client client) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", clientName(client));
        view.put("address", address(client.address()));
        if (client.salesTaxNumber() != null) {
            view.put("tax_number", client.salesTaxNumber());
            view.put("tax_number_label", taxNumberLabel());
        }
        view.put("label", language.text(document.kind().isOffer() ? "offered_to" : "bill_to"));
        return view;
    }

    /** A name that the document has of its own stands in the place of the person's. */
    private List<String> clientName(Client client) {
        List<String> name = client.name().lines().toList();
        String own = document.contents().clientContactName();
        if (own == null) {
            return name;
        }
        return client.isOrganisation() ? List.of(name.getFirst(), own) : List.of(own);
    }

    private String taxNumberLabel() {
        return language.text("tax_number", TotalsView.taxName(document, language));
    }

    private static List<String> address(Address address) {
        boolean isCodeBelow = address.country() == null || CODE_BELOW.contains(address.country());
        String place = Stream.of(isCodeBelow ? null : address.postcode(), address.town())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        return Stream.of(
                        address.address1(),
                        address.address2(),
                        address.address3(),
                        place,
                        address.region(),
                        isCodeBelow ? address.postcode() : null,
                        address.country())
                .filter(line -> line != null && !line.isBlank())
                .toList();
    }

    private List<Map<String, Object>> facts() {
        InvoiceContents contents = document.contents();
        List<Map<String, Object>> facts = new ArrayList<>();
        add(facts, "reference", document.reference());
        add(facts, "date", language.day(contents.datedOn()));
        if (document.dueOn() != null && document.kind() == PrintedDocument.Kind.INVOICE && isDueByDate()) {
            add(facts, "due_date", language.day(document.dueOn()));
        }
        add(facts, "po_reference", contents.poReference());
        add(facts, "project", document.project());
        return facts;
    }

    private boolean isDueByDate() {
        return document.contents().paymentTerms() == null
                && !Objects.equals(document.dueOn(), document.contents().datedOn());
    }

    private void add(List<Map<String, Object>> to, String label, @Nullable String value) {
        if (value != null) {
            to.add(Map.of("name", label, "label", language.text(label), "value", value));
        }
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        String tax = TotalsView.taxName(document, language);
        switch (Objects.requireNonNullElse(document.contents().ecStatus(), "")) {
            case "Reverse Charge" -> notes.add(language.text("note_reverse_charge", tax));
            case "EC Goods" -> notes.add(language.text("note_ec_goods", tax));
            case "EC Services" -> notes.add(language.text("note_ec_services", tax));
            case "EC VAT MOSS" ->
                notes.add(language.text("note_moss", tax)
                        .replace(
                                "{1}",
                                Objects.requireNonNullElse(document.contents().placeOfSupply(), "")));
            default -> {}
        }
        notes.addAll(exchange());
        return notes;
    }

    /** What the document comes to in the company's own currency, when it is in another one. */
    private List<String> exchange() {
        InvoiceContents contents = document.contents();
        String own = document.seller().currency();
        BigDecimal rate = contents.askedExchangeRate();
        if (rate == null || contents.currency().equals(own)) {
            return List.of();
        }
        List<String> notes = new ArrayList<>();
        notes.add(
                language.text("exchange_rate", contents.currency()).replace("{1}", language.number(rate) + " " + own));
        String tax = document.involvesSalesTax()
                ? TotalsView.taxName(document, language) + " "
                        + language.money(rounded(document.totals().salesTax(), rate), own) + " · "
                : "";
        notes.add(language.text("in_currency", own) + language.text("colon") + " " + tax + language.text("total") + " "
                + language.money(rounded(document.totals().total(), rate), own));
        return notes;
    }

    private static BigDecimal rounded(BigDecimal amount, BigDecimal rate) {
        return Rounding.toPence(amount.multiply(rate));
    }

    private @Nullable Map<String, Object> payment() {
        if (document.kind() != PrintedDocument.Kind.INVOICE || document.dueOn() == null) {
            return null;
        }
        Map<String, Object> payment = new LinkedHashMap<>();
        InvoiceContents contents = document.contents();
        String own = contents.paymentTerms();
        payment.put(
                "terms",
                own != null
                        ? own
                        : isDueByDate()
                                ? language.text("terms_due", language.day(document.dueOn()))
                                : language.text("terms_on_receipt"));
        List<Map<String, Object>> details = bank(document.bank());
        if (!details.isEmpty()) {
            payment.put("has_details", true);
            payment.put("details", details);
        }
        return payment;
    }

    /** IBAN and BIC are for those who pay from abroad, unless there is nothing else. */
    private List<Map<String, Object>> bank(@Nullable Bank bank) {
        List<Map<String, Object>> details = new ArrayList<>();
        if (bank == null) {
            return details;
        }
        boolean isInternational = document.contents().switches().alwaysShowBicAndIban()
                || !document.contents().currency().equals(document.seller().currency())
                || bank.accountNumber() == null;
        add(details, "bank_name", bank.name());
        add(details, "account_number", bank.accountNumber());
        add(details, "sort_code", bank.sortCode());
        add(details, "iban", isInternational ? bank.iban() : null);
        add(details, "bic", isInternational ? bank.bic() : null);
        add(details, "payment_reference", document.reference());
        return details;
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
