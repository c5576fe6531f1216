package org.sequitur.correspondence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The templates of each company: its own, and the built-in ones that it has not replaced. */
@Component
final class EmailTemplates {

    private record Key(LetterKind kind, Language language) {}

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final RecordClock clock;

    EmailTemplates(JdbcClient jdbc, RegisterTransactions registers, RecordClock clock) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.clock = clock;
    }

    /** All of a company, by kind and language. */
    List<EmailTemplate> all(long companyId) {
        Map<Key, EmailTemplate> own = new HashMap<>();
        jdbc.sql("SELECT * FROM email_template WHERE company_id = ?")
                .param(companyId)
                .query(EmailTemplates::read)
                .list()
                .forEach(template -> own.put(new Key(template.kind(), template.language()), template));
        List<EmailTemplate> all = new ArrayList<>();
        for (LetterKind kind : LetterKind.values()) {
            for (Language language : Language.values()) {
                EmailTemplate written = own.get(new Key(kind, language));
                all.add(written == null ? EmailTemplate.builtIn(kind, language) : written);
            }
        }
        return all;
    }

    /** @throws WireException 404 when there is none of that name */
    EmailTemplate get(long companyId, String name) {
        String[] words = name.split("-", 2);
        LetterKind kind = LetterKind.of(words[0]);
        Language language = words.length < 2 ? null : Language.ofCode(words[1]);
        if (kind == null || language == null) {
            throw WireException.notFound();
        }
        return jdbc.sql("SELECT * FROM email_template WHERE company_id = ? AND kind = ? AND locale = ?")
                .params(companyId, kind.word(), language.code())
                .query(EmailTemplates::read)
                .optional()
                .orElseGet(() -> EmailTemplate.builtIn(kind, language));
    }

    EmailTemplate change(long companyId, String name, WireObject sent) {
        return registers.run(companyId, connection -> {
            EmailTemplate standing = get(companyId, name);
            EmailTemplate changed = standing.changedBy(
                    sent, standing.updatedAt() == null ? clock.now() : clock.after(standing.updatedAt()));
            jdbc.sql("""
                            INSERT INTO email_template (subject, body, reminder_days, updated_at, company_id, kind, locale)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            ON CONFLICT (company_id, kind, locale) DO UPDATE SET subject = EXCLUDED.subject,
                                body = EXCLUDED.body, reminder_days = EXCLUDED.reminder_days,
                                updated_at = EXCLUDED.updated_at
                            """)
                    .params(Arrays.asList(
                            changed.subject(),
                            changed.body(),
                            days(changed),
                            Columns.timestamp(Objects.requireNonNull(changed.updatedAt())),
                            companyId,
                            changed.kind().word(),
                            changed.language().code()))
                    .update();
            if (!changed.days().equals(standing.days())) {
                remindAnew(companyId);
            }
            return changed;
        });
    }

    /** The built-in one is used again. */
    void remove(long companyId, String name) {
        registers.run(companyId, connection -> {
            EmailTemplate standing = get(companyId, name);
            jdbc.sql("DELETE FROM email_template WHERE company_id = ? AND kind = ? AND locale = ?")
                    .params(
                            companyId,
                            standing.kind().word(),
                            standing.language().code())
                    .update();
            if (!standing.days().equals(ReminderDays.STANDARD)) {
                remindAnew(companyId);
            }
            return standing;
        });
    }

    /** Other days: whatever may be reminded of is looked at again. What was sent once is not sent twice. */
    private void remindAnew(long companyId) {
        jdbc.sql("""
                        UPDATE document SET remind_from = NULL
                        WHERE company_id = ? AND state = 'sent' AND paid_value <> total_value AND remind_from IS NOT NULL
                        """).param(companyId).update();
    }

    private static Integer @Nullable [] days(EmailTemplate template) {
        ReminderDays days = template.reminderDays();
        return days == null ? null : days.days().toArray(Integer[]::new);
    }

    private static EmailTemplate read(ResultSet row, int number) throws SQLException {
        LetterKind kind = LetterKind.of(row.getString("kind"));
        Language language = Language.ofCode(row.getString("locale"));
        if (kind == null || language == null) {
            throw new IllegalStateException("a template that nobody knows");
        }
        return new EmailTemplate(
                kind,
                language,
                row.getString("subject"),
                row.getString("body"),
                kind == LetterKind.REMINDER
                        ? new ReminderDays(List.of(
                                (Integer[]) row.getArray("reminder_days").getArray()))
                        : null,
                Columns.instant(row, "updated_at"));
    }
}
