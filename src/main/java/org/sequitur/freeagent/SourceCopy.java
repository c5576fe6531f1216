package org.sequitur.freeagent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The fetching of a whole company: list by list and page by page, each page once, whatever interrupts it. */
public final class SourceCopy {

    private static final int PER_PAGE = 100;
    private static final int MOST_PAGES = 100_000;

    /** What Sequitur keeps no records of: counted, so that it can be told. */
    static final List<String> NOT_KEPT = List.of(
            "bills", "capital_assets", "hire_purchases", "journal_sets", "vat_returns", "corporation_tax_returns");

    /** The lists of records that have files. */
    static final List<String> WITH_FILES = List.of("expenses", "bank_transaction_explanations");

    /** Lists that companies of some types do not have. */
    private static final Set<String> PERHAPS =
            Set.of("sales_tax_periods", "properties", "price_list_items", "stock_items");

    /**
     * A list.
     *
     * @param query of the request, so that all records come, in an order in which new ones come last
     * @param owners the list of the records that it is asked for one by one, and the parameter; null for none
     */
    private record Listing(
            String name, String query, @Nullable Owners owners) {
        static Listing of(String name, String query) {
            return new Listing(name, query, null);
        }
    }

    private record Owners(String list, String parameter) {}

    private static final List<Listing> LISTS = List.of(
            Listing.of("users", "view=all"),
            Listing.of("sales_tax_periods", ""),
            Listing.of("contacts", "view=all&sort=created_at"),
            Listing.of("projects", "sort=created_at"),
            Listing.of("tasks", "sort=created_at"),
            Listing.of("bank_accounts", ""),
            Listing.of("price_list_items", ""),
            Listing.of("stock_items", ""),
            Listing.of("properties", ""),
            Listing.of("invoices", "view=all&sort=created_at&nested_invoice_items=true"),
            Listing.of("credit_notes", "view=all&sort=created_at&nested_credit_note_items=true"),
            Listing.of("credit_note_reconciliations", ""),
            Listing.of("estimates", "view=all&nested_estimate_items=true"),
            Listing.of("recurring_invoices", ""),
            Listing.of("timeslips", "view=all&sort=created_at"),
            Listing.of("expenses", "sort=created_at"),
            new Listing("notes", "", new Owners("contacts", "contact")),
            new Listing("notes", "", new Owners("projects", "project")),
            new Listing("bank_transactions", "", new Owners("bank_accounts", "bank_account")),
            new Listing("bank_transaction_explanations", "", new Owners("bank_accounts", "bank_account")));

    private final SourceApi api;
    private final FetchedPages pages;
    private final Progress progress;

    /** Is told how far it has come. */
    @FunctionalInterface
    public interface Progress {
        /** @param total as the API counts them */
        void fetched(String list, long records, long total);
    }

    public SourceCopy(SourceApi api, FetchedPages pages, Progress progress) {
        this.api = api;
        this.pages = pages;
        this.progress = progress;
    }

    /** @throws SourceException when it cannot go on now; a later call goes on from there */
    public void fetchAll() {
        refuseAnotherCompany();
        fetchRecords();
        fetchFiles();
        NOT_KEPT.forEach(name -> fetchSingle("not_kept/" + name, name + "?per_page=1"));
    }

    /** What another company's token would bring is not to be mixed with what is there. */
    private void refuseAnotherCompany() {
        SourceRecord kept = pages.single("company", "company");
        SourceApi.Answer answer = kept == null ? null : api.get("company");
        if (kept != null && answer != null) {
            SourceRecord now = new SourceRecord(answer.body().path("company"));
            if (!now.text("subdomain", "").equals(kept.text("subdomain", ""))) {
                throw new SourceException("What has been fetched is of " + kept.text("name", "another company")
                        + ", and the token is of " + now.text("name", "another one") + ": name another directory");
            }
        }
    }

    /** The names of all lists that are fetched. */
    static List<String> lists() {
        return LISTS.stream().map(Listing::name).distinct().toList();
    }

    void fetchRecords() {
        fetchSingle("company", "company");
        fetchSingle("sub_accounts", "categories?sub_accounts=true");
        fetchSingle("categories", "categories");
        fetchSingle("invoice_text", "invoices/default_additional_text");
        fetchSingle("estimate_text", "estimates/default_additional_text");
        for (Listing listing : LISTS) {
            if (listing.owners() == null) {
                fetch(listing.name(), listing.name(), listing.query());
            } else {
                Owners owners = listing.owners();
                for (long id : ids(owners.list())) {
                    fetch(
                            listing.name() + "/" + owners.parameter() + "-" + id,
                            listing.name(),
                            owners.parameter() + "=" + id);
                }
            }
        }
        for (long id : ids("recurring_invoices")) {
            fetchSingle("recurring_invoice/" + id, "recurring_invoices/" + id);
        }
    }

    /** Tells of the records that there are of what is not kept. */
    public void tellNotKept(CopyReport report) {
        for (String name : NOT_KEPT) {
            if (pages.has("not_kept/" + name, 1)) {
                SourceRecord counted = new SourceRecord(pages.page("not_kept/" + name, 1));
                if (counted.has("counted")) {
                    report.misfit("lists that Sequitur does not keep", name + ": " + counted.text("counted"));
                }
            }
        }
    }

    private List<Long> ids(String list) {
        List<Long> ids = new ArrayList<>();
        pages.records(list, each -> ids.add(each.id()));
        return ids;
    }

    private void fetchSingle(String list, String path) {
        if (!pages.has(list, 1)) {
            SourceApi.Answer answer = api.get(path);
            if (list.startsWith("not_kept/")) {
                keepCount(list, answer);
            } else if (answer != null) {
                pages.keep(list, 1, answer.body());
            } else if (list.equals("company")) {
                throw new SourceException("The token may not see the company");
            }
        }
        progress.fetched(list, 1, 1);
    }

    private void keepCount(String list, SourceApi.@Nullable Answer answer) {
        long count = answer == null ? 0 : answer.total().orElse(0);
        if (answer != null && answer.total().isEmpty()) {
            JsonNode first = answer.body().path(list.substring(list.indexOf('/') + 1));
            count = first.size();
        }
        ObjectNode counted = JsonNodeFactory.instance.objectNode();
        if (count > 0) {
            counted.put("counted", count);
        }
        pages.keep(list, 1, counted);
    }

    /** A page that is full may not be the last; the last one is kept also when it is empty. */
    private void fetch(String list, String name, String query) {
        long records = 0;
        long total = 0;
        for (int page = 1; page <= MOST_PAGES; page++) {
            if (!pages.has(list, page)) {
                SourceApi.Answer answer = api.get(
                        name + "?" + query + (query.isEmpty() ? "" : "&") + "per_page=" + PER_PAGE + "&page=" + page);
                if (answer == null) {
                    refuseIfNeeded(name);
                    return;
                }
                total = answer.total().orElse(0);
                refuseRepetition(list, page, answer.body().path(name));
                pages.keep(list, page, answer.body());
            }
            int size = pages.page(list, page).path(name).size();
            records += size;
            progress.fetched(list, records, Math.max(records, total));
            if (size < PER_PAGE) {
                return;
            }
        }
        throw new SourceException("There are more than " + MOST_PAGES + " pages of " + name);
    }

    /** An API that gives one page again and again would never come to an end. */
    private void refuseRepetition(String list, int page, JsonNode records) {
        if (page > 1
                && !records.isEmpty()
                && records.equals(pages.page(list, page - 1).path(listName(list)))) {
            throw new SourceException("The API gives page " + (page - 1) + " of " + list + " again as the next one");
        }
    }

    private static String listName(String list) {
        return list.contains("/") ? list.substring(0, list.indexOf('/')) : list;
    }

    private static void refuseIfNeeded(String list) {
        if (!PERHAPS.contains(list)) {
            throw new SourceException("The token may not see " + list.replace('_', ' ')
                    + ": it has to be of a user who may see everything (level 8)");
        }
    }

    /** Links to files end after a while, so a fresh one is asked for. */
    private void fetchFiles() {
        List<Long> ids = new ArrayList<>();
        for (String list : WITH_FILES) {
            pages.records(list, each -> each.files().forEach(file -> ids.add(file.id())));
        }
        long fetched = 0;
        for (long id : ids) {
            if (!pages.hasFile(id)) {
                SourceApi.Answer answer = api.get("attachments/" + id);
                String link =
                        answer == null ? null : new SourceRecord(answer.body().path("attachment")).text("content_src");
                if (link != null) {
                    pages.keepFile(id, api.download(link));
                }
            }
            progress.fetched("files", ++fetched, ids.size());
        }
    }
}
