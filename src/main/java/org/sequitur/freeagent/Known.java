package org.sequitur.freeagent;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What of some records the rows of others depend on. */
final class Known {

    /** The day and currency that a rate was stated for. */
    record Day(String currency, String datedOn) implements Comparable<Day> {
        @Override
        public int compareTo(Day other) {
            int order = currency.compareTo(other.currency);
            return order == 0 ? datedOn.compareTo(other.datedOn) : order;
        }
    }

    private final SourceRecord company;
    private final Map<Long, String> documentCurrencies = new HashMap<>();
    private final Map<Long, String> accountCurrencies = new HashMap<>();
    private final Map<Long, String> lastRecurred = new HashMap<>();
    private final Set<Long> contactsWithSequence = new HashSet<>();
    private final Set<Long> projectsWithSequence = new HashSet<>();
    private final Map<String, Long> usersByName = new HashMap<>();
    private final Map<Day, String> rates = new TreeMap<>();
    private final Map<String, Map<Long, Integer>> subAccounts = new HashMap<>();
    private long primaryAccount;
    private long owner;

    private Known(SourceRecord company) {
        this.company = company;
    }

    static Known of(FetchedPages pages) {
        Known known = new Known(Objects.requireNonNull(pages.single("company", "company"), "the company was fetched"));
        pages.records("users", known::user);
        pages.records(
                "contacts",
                contact ->
                        known.note(known.contactsWithSequence, contact, contact.is("uses_contact_invoice_sequence")));
        pages.records(
                "projects",
                project ->
                        known.note(known.projectsWithSequence, project, project.is("uses_project_invoice_sequence")));
        pages.records("bank_accounts", known::account);
        pages.records("invoices", known::document);
        pages.records("credit_notes", known::document);
        pages.pages("sub_accounts", page -> page.forEach(group -> group.forEach(known::subAccount)));
        return known;
    }

    private void note(Set<Long> set, SourceRecord one, boolean isIn) {
        if (isIn) {
            set.add(one.id());
        }
    }

    private void user(SourceRecord user) {
        usersByName.merge(
                user.text("first_name", "") + " " + user.text("last_name", ""), user.id(), (one, other) -> 0L);
        if (owner == 0
                || (user.text("permission_level", "").equals("8")
                        && user.text("role", "").equals("Owner"))) {
            owner = user.id();
        }
    }

    private void account(SourceRecord account) {
        accountCurrencies.put(account.id(), account.text("currency", currency()));
        if (primaryAccount == 0 || account.is("is_primary")) {
            primaryAccount = account.id();
        }
    }

    private void document(SourceRecord document) {
        String currency = document.text("currency", currency());
        String day = document.text("dated_on", "");
        documentCurrencies.put(document.id(), currency);
        String rate = document.text("exchange_rate", "1");
        if (new BigDecimal(rate).compareTo(BigDecimal.ONE) != 0) {
            rates.put(new Day(currency, day), rate);
        }
        Long recurring = document.reference("recurring_invoice");
        if (recurring != null) {
            lastRecurred.merge(recurring, day, (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
    }

    /** Of {@code 750-2}, the 2. */
    private void subAccount(JsonNode node) {
        SourceRecord category = new SourceRecord(node);
        String code = category.text("nominal_code", "");
        int dash = code.indexOf('-');
        for (String kind : new String[] {"bank_account", "user", "stock_item"}) {
            Long id = category.reference(kind);
            // Users have one below several accounts, all of one number.
            if (dash > 0 && id != null && code.substring(dash + 1).matches("[0-9]{1,9}")) {
                subAccounts
                        .computeIfAbsent(kind, key -> new HashMap<>())
                        .putIfAbsent(id, Integer.valueOf(code.substring(dash + 1)));
            }
        }
    }

    SourceRecord company() {
        return company;
    }

    String currency() {
        return company.text("currency", "GBP");
    }

    /** When the company was made: what stands for times that the wire does not tell. */
    Instant since() {
        Instant created = company.instant("created_at");
        return created == null ? Instant.EPOCH : created;
    }

    boolean isDocument(@Nullable Long id) {
        return id != null && documentCurrencies.containsKey(id);
    }

    String documentCurrency(long id) {
        return documentCurrencies.getOrDefault(id, currency());
    }

    String accountCurrency(long id) {
        return accountCurrencies.getOrDefault(id, currency());
    }

    long primaryAccount() {
        return primaryAccount;
    }

    long owner() {
        return owner;
    }

    @Nullable
    String lastRecurred(long recurringId) {
        return lastRecurred.get(recurringId);
    }

    Map<Day, String> rates() {
        return rates;
    }

    @Nullable
    Integer subAccount(String kind, long id) {
        return subAccounts.getOrDefault(kind, Map.of()).get(id);
    }

    /** Null when no user is called so, or several are. */
    @Nullable
    Long userCalled(String name) {
        Long id = usersByName.get(name);
        return id == null || id == 0 ? null : id;
    }

    /** Which sequence a document was numbered in: a project's wins over a contact's. */
    Row scope(Row row, @Nullable Long contact, @Nullable Long project) {
        if (project != null && projectsWithSequence.contains(project)) {
            return row.put("sequence_scope", "project").put("sequence_owner_id", project);
        }
        if (contact != null && contactsWithSequence.contains(contact)) {
            return row.put("sequence_scope", "contact").put("sequence_owner_id", contact);
        }
        return row.put("sequence_scope", "global").put("sequence_owner_id", 0);
    }
}
