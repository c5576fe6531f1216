package org.sequitur.correspondence;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sequitur.contact.ContactName;
import org.sequitur.user.Sender;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the letters of one company need to know, each thing looked up once; for the length of one transaction. */
final class Particulars {

    private final JdbcClient jdbc;
    private final EmailTemplates templates;
    private final List<Sender> senders;
    private final long companyId;
    private final String companyName;
    private final LocalDate today;
    private final boolean isHeld;
    private final Map<LetterKind, Map<Language, EmailTemplate>> known = new EnumMap<>(LetterKind.class);
    private final Map<Long, Correspondent> contacts = new HashMap<>();
    private final Map<Long, BankDetails> accounts = new HashMap<>();

    Particulars(JdbcClient jdbc, EmailTemplates templates, List<Sender> senders, Clock clock, long companyId) {
        this.jdbc = jdbc;
        this.templates = templates;
        this.senders = senders;
        this.companyId = companyId;
        record Row(String name, String zone, boolean isHeld) {}
        Row row = jdbc.sql("SELECT name, time_zone, held_since IS NOT NULL FROM company WHERE id = ?")
                .param(companyId)
                .query((found, number) -> new Row(found.getString(1), found.getString(2), found.getBoolean(3)))
                .single();
        this.companyName = row.name();
        this.isHeld = row.isHeld();
        this.today = LocalDate.now(clock.withZone(ZoneId.of(row.zone())));
    }

    String companyName() {
        return companyName;
    }

    /** The company's own day. */
    LocalDate today() {
        return today;
    }

    /** Whether nothing may happen by itself in the company. */
    boolean isHeld() {
        return isHeld;
    }

    /** Who may write in the company's name. */
    List<Sender> senders() {
        return senders;
    }

    EmailTemplate template(LetterKind kind, Language language) {
        return known.computeIfAbsent(kind, each -> new EnumMap<>(Language.class))
                .computeIfAbsent(language, each -> templates.get(companyId, kind.word() + "-" + each.code()));
    }

    Correspondent contact(long id) {
        return contacts.computeIfAbsent(
                id,
                wanted -> jdbc.sql("""
                        SELECT first_name, last_name, organisation_name, email, billing_email, locale FROM contact
                        WHERE company_id = ? AND id = ?
                        """)
                        .params(companyId, wanted)
                        .query((row, number) -> new Correspondent(
                                new ContactName(
                                        row.getString("first_name"),
                                        row.getString("last_name"),
                                        row.getString("organisation_name")),
                                row.getString("email"),
                                row.getString("billing_email"),
                                row.getString("locale")))
                        .single());
    }

    /** @param id null for the company's own account */
    BankDetails bankAccount(@Nullable Long id) {
        return accounts.computeIfAbsent(
                id == null ? 0 : id,
                wanted -> jdbc.sql("""
                                SELECT bank_name, account_number, sort_code, iban, bic FROM bank_account
                                WHERE company_id = ? AND (id = ? OR is_primary) ORDER BY id = ? DESC LIMIT 1
                                """)
                        .params(companyId, wanted, wanted)
                        .query((row, number) -> new BankDetails(
                                row.getString("bank_name"),
                                row.getString("account_number"),
                                row.getString("sort_code"),
                                row.getString("iban"),
                                row.getString("bic")))
                        .single());
    }
}
