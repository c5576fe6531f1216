package org.sequitur.freeagent;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sequitur.freeagent.SourceArchive.Tables;

/** The lines of bank accounts and what explains them. */
final class BankTables {

    /** Text, memo and type with strokes between, as the wire has them; the memo is empty where statements came over the API. */
    private static final Pattern LINE = Pattern.compile("(?s)(.*?)(?://|/)([^/]*)/");

    private static final int FIRST_UPLOAD = 1_001;
    private static final String USER_ACCOUNT = "900";

    /** What was uploaded at once is one statement. */
    private record Upload(long account, Instant at) {}

    /** What explains a line, counted. */
    private static final class Explained {
        private BigDecimal amount = BigDecimal.ZERO;
        private int count;
        private int toReview;
    }

    private final Tables tables;
    private final Map<Upload, Long> uploads = new LinkedHashMap<>();
    private final Map<Long, Integer> linesOfUploads = new LinkedHashMap<>();
    private final Map<Long, Explained> explained = new LinkedHashMap<>();

    BankTables(Tables tables) {
        this.tables = tables;
    }

    void write() {
        tables.pages().records("bank_transactions", this::countUpload);
        tables.pages().records("bank_transaction_explanations", explanation -> {
            if (misfit(explanation, tables.known()) == null) {
                count(explanation);
            }
        });
        tables.table(
                "statement_upload",
                rows -> uploads.forEach(
                        (upload, id) -> rows.add(new Row(tables.known().company())
                                .put("id", id)
                                .put("bank_account_id", upload.account())
                                .put("lines", linesOfUploads.get(id))
                                .put("uploaded_at", upload.at()))));
        tables.table(
                "bank_transaction",
                rows -> tables.pages().records("bank_transactions", transaction -> {
                    rows.add(transaction(transaction));
                    tables.report().copied("bank_transactions");
                }));
        tables.table(
                "bank_transaction_explanation",
                rows -> tables.pages().records("bank_transaction_explanations", explanation -> {
                    String misfit = misfit(explanation, tables.known());
                    if (misfit == null) {
                        rows.add(explanation(explanation));
                        tables.report().copied("bank_transaction_explanations");
                    } else {
                        tables.report().misfit(misfit, "/v2/bank_transaction_explanations/" + explanation.id());
                    }
                }));
    }

    private void countUpload(SourceRecord transaction) {
        Instant at = transaction.instant("uploaded_at");
        if (at != null) {
            Upload upload = new Upload(account(transaction), at);
            long id = uploads.computeIfAbsent(upload, key -> (long) FIRST_UPLOAD + uploads.size());
            linesOfUploads.merge(id, 1, Integer::sum);
        }
    }

    private static long account(SourceRecord record) {
        return Objects.requireNonNull(record.reference("bank_account"), "a line of no account");
    }

    private void count(SourceRecord explanation) {
        Explained counted = explained.computeIfAbsent(line(explanation), key -> new Explained());
        counted.amount = counted.amount.add(new BigDecimal(explanation.text("gross_value", "0")));
        counted.count++;
        counted.toReview += explanation.is("marked_for_review") ? 1 : 0;
    }

    private static long line(SourceRecord explanation) {
        return Objects.requireNonNull(explanation.reference("bank_transaction"), "an explanation of no line");
    }

    private Row transaction(SourceRecord transaction) {
        String description = transaction.text("description", "///");
        Matcher parts = LINE.matcher(description);
        boolean isKnown = parts.matches();
        Instant uploaded = transaction.instant("uploaded_at");
        Explained counted = explained.getOrDefault(transaction.id(), new Explained());
        return new Row(transaction)
                .put("id", transaction.id())
                .references("bank_account")
                .texts("dated_on")
                .text("amount", "0")
                .put("description", isKnown ? parts.group(1) : description)
                .put("transaction_type", isKnown && !parts.group(2).isEmpty() ? parts.group(2) : null)
                .texts("transaction_id")
                .put("upload_id", uploaded == null ? null : uploads.get(new Upload(account(transaction), uploaded)))
                .put("uploaded_at", uploaded)
                .put("explained_amount", counted.amount)
                .put("explanation_count", counted.count)
                .put("review_count", counted.toReview)
                .times(tables.known().since());
    }

    /** Why there can be no such explanation here; null when there can. */
    static @Nullable String misfit(SourceRecord explanation, Known known) {
        if (explanation.has("paid_bill")) {
            return "payments of bills";
        }
        if (explanation.has("disposed_asset")) {
            return "sales of capital assets";
        }
        Long document = explanation.reference("paid_invoice");
        if (document != null && !known.isDocument(document)) {
            return "payments of documents that are not there";
        }
        List<String> purposes = new ArrayList<>();
        for (String name : new String[] {"paid_invoice", "paid_user", "linked_transfer_account", "category"}) {
            if (explanation.has(name)) {
                purposes.add(name);
            }
        }
        return purposes.isEmpty() ? "explanations of what is not kept here" : null;
    }

    private Row explanation(SourceRecord explanation) {
        Long document = explanation.reference("paid_invoice");
        Long user = explanation.reference("paid_user");
        Long transfer = explanation.reference("linked_transfer_account");
        String category = explanation.tail("category");
        if (document != null || transfer != null) {
            category = null;
        } else if (category == null) {
            category = USER_ACCOUNT;
        }
        String foreign = explanation.text("foreign_currency_value", "0");
        boolean hasForeign = new BigDecimal(foreign).signum() != 0;
        boolean hasStock = explanation.has("stock_item") && explanation.has("stock_altering_quantity");
        String tax = explanation.text("sales_tax_value", "0");
        return new Row(explanation)
                .put("id", explanation.id())
                .references("bank_account", "bank_transaction")
                .texts("dated_on", "gross_value")
                .put("foreign_currency_value", hasForeign ? foreign : null)
                .texts("description")
                .put("category", category)
                .put("paid_document_id", document)
                .put("paid_value", document == null ? null : paid(explanation, document, foreign))
                .texts("exchange_gain")
                .put("paid_user_id", document == null && transfer == null ? user : null)
                .put("transfer_bank_account_id", document == null ? transfer : null)
                .put("linked_explanation_id", explanation.reference("linked_transfer_explanation"))
                .put("sales_tax_is_auto", false)
                .texts("sales_tax_status", "sales_tax_rate", "manual_sales_tax_amount")
                .put("sales_tax_value", tax)
                .put("native_sales_tax_value", tax)
                .texts("second_sales_tax_status", "second_sales_tax_rate", "second_sales_tax_value", "ec_status")
                .references("project")
                .texts("rebill_type", "rebill_factor")
                .references("property")
                .put("stock_item_id", hasStock ? explanation.reference("stock_item") : null)
                .put("stock_altering_quantity", hasStock ? explanation.text("stock_altering_quantity") : null)
                .texts("cheque_number", "receipt_reference")
                .flags("marked_for_review")
                .put(
                        "updated_at",
                        Objects.requireNonNullElse(
                                explanation.instant("updated_at"),
                                tables.known().since()));
    }

    /** In the document's currency. */
    private String paid(SourceRecord explanation, long document, String foreign) {
        boolean isOwn =
                tables.known().documentCurrency(document).equals(tables.known().accountCurrency(account(explanation)));
        return isOwn || new BigDecimal(foreign).signum() == 0 ? explanation.text("gross_value", "0") : foreign;
    }
}
