package org.sequitur.archive;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an archive holds of a company, and what it does not. */
public final class ArchiveTables {

    static final String COMPANY = "company";
    static final String FILES = "stored_file";

    /** A mail that waits is sent by the server it waits on, so for everybody else it is over. */
    private static final Map<String, String> MAIL_AT_REST = Map.of(
            "state", "CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END",
            "next_attempt_at", "CAST(NULL AS timestamptz)",
            "problem",
                    "CASE state WHEN 'waiting' THEN 'It was waiting when its company was archived' ELSE problem END");

    /** In an order in which each row comes after those it refers to. */
    public static final List<ArchiveTable> CARRIED = List.of(
            ArchiveTable.of(COMPANY).without("id", "archive_id", "held_since").numberedBy(null),
            ArchiveTable.of("users").without("person_id").numberedBy("user_id"),
            ArchiveTable.of("category").orderedBy("nominal_code").numberedBy(null),
            ArchiveTable.of("sales_tax_period"),
            ArchiveTable.of("exchange_rate").orderedBy("currency", "dated_on").numberedBy(null),
            ArchiveTable.of("contact"),
            ArchiveTable.of("project"),
            ArchiveTable.of("task"),
            ArchiveTable.of("note"),
            ArchiveTable.of("property"),
            ArchiveTable.of("stock_item"),
            ArchiveTable.of("price_list_item"),
            ArchiveTable.of("bank_account"),
            ArchiveTable.of("reference_series"),
            ArchiveTable.of("document"),
            ArchiveTable.of("document_item").numberedBy(null),
            ArchiveTable.of("reference_sequence").orderedBy("scope", "owner_id").numberedBy(null),
            ArchiveTable.of("reference_event").numberedBy("reference_event_id_seq"),
            ArchiveTable.of("issued_document")
                    .orderedBy("series_id", "position")
                    .numberedBy(null),
            ArchiveTable.of("recurring_invoice"),
            ArchiveTable.of("recurring_invoice_item").numberedBy(null),
            ArchiveTable.of("estimate"),
            ArchiveTable.of("estimate_item"),
            ArchiveTable.of("credit_note_reconciliation"),
            ArchiveTable.of("timeslip"),
            ArchiveTable.of("expense"),
            ArchiveTable.of("statement_upload"),
            ArchiveTable.of("bank_transaction"),
            ArchiveTable.of("bank_transaction_explanation"),
            ArchiveTable.of(FILES).without("state", "since", "name", "data").where("state = 'kept'"),
            ArchiveTable.of("attachment")
                    .telling(Map.of("thumbnails", "CASE thumbnails WHEN 'made' THEN 'possible' ELSE thumbnails END")),
            ArchiveTable.of("document_design").orderedBy("updated_at").numberedBy(null),
            ArchiveTable.of("email_template").orderedBy("kind", "locale").numberedBy(null),
            ArchiveTable.of("outgoing_mail")
                    .without("claim", "attempt_began_at")
                    .telling(MAIL_AT_REST),
            ArchiveTable.of("mail_enclosure").orderedBy("mail_id", "position").numberedBy(null),
            ArchiveTable.of("audit_event").numberedBy("audit_event_id_seq"));

    static final Map<String, ArchiveTable> BY_NAME =
            CARRIED.stream().collect(Collectors.toUnmodifiableMap(ArchiveTable::name, Function.identity()));

    /**
     * What belongs to the server that a company is on: who may come in and whom it calls, answers that are kept for an hour or a day,
     * and what is counted of the rest.
     */
    public static final Set<String> LEFT = Set.of(
            "access_token",
            "kept_answer",
            "mailed_link",
            "oauth_grant",
            "webhook_endpoint",
            "webhook_event",
            "webhook_delivery",
            "webhook_attempt",
            "document_register",
            "document_block",
            "document_block_day",
            "document_event_day",
            "estimate_register",
            "mail_problem",
            "attachment_thumbnail");

    private ArchiveTables() {}
}
