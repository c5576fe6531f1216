package org.sequitur.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.Caller;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The notes of each company. */
@Component
final class Notes {

    private static final RecordLayout<Note> LAYOUT = RecordLayout.of("note", Notes::note)
            .selectedBy("""
                    SELECT note.*, coalesce(users.first_name || ' ' || users.last_name, note.author_name) AS author
                    FROM note LEFT JOIN users ON users.company_id = note.company_id AND users.id = note.author_id
                    """)
            .with("note", Note::text)
            .with("updated_at", Note::updatedAt);

    private final JdbcClient jdbc;
    private final RecordTable<Note> table;

    Notes(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    RecordTable<Note> table() {
        return table;
    }

    /** All notes about something. */
    Selection about(long companyId, NoteSubject subject) {
        return table.of(companyId).and("note." + subject.kind().column() + " = ?", subject.id());
    }

    /** @throws WireException 404 when there is nothing that notes could be about */
    void check(long companyId, NoteSubject subject) {
        boolean exists = jdbc.sql(
                        "SELECT EXISTS (SELECT FROM " + subject.kind().table() + " WHERE company_id = ? AND id = ?)")
                .params(companyId, subject.id())
                .query(Boolean.class)
                .single();
        if (!exists) {
            throw WireException.notFound();
        }
    }

    /**
     * @return the id of the new note
     * @throws WireException 404 when there is nothing that it could be about
     */
    long add(Caller author, Note note) {
        try {
            return jdbc.sql("""
                            INSERT INTO note (
                                company_id, contact_id, project_id, note, author_id, author_name, created_at, updated_at)
                            SELECT company_id, ?, ?, ?, id, first_name || ' ' || last_name, ?, ?
                            FROM users WHERE company_id = ? AND id = ?
                            RETURNING id
                            """)
                    .param(1, note.subject().idAs(NoteSubject.Kind.CONTACT), Types.BIGINT)
                    .param(2, note.subject().idAs(NoteSubject.Kind.PROJECT), Types.BIGINT)
                    .param(3, note.text())
                    .param(4, Columns.timestamp(note.createdAt()))
                    .param(5, Columns.timestamp(note.updatedAt()))
                    .param(6, author.companyId())
                    .param(7, author.userId())
                    .query(Long.class)
                    .single();
        } catch (DataAccessException e) {
            throw Violation.FOREIGN_KEY.causes(e) ? WireException.notFound() : e;
        }
    }

    private static Note note(ResultSet row) throws SQLException {
        long contactId = row.getLong("contact_id");
        NoteSubject subject = contactId == 0
                ? new NoteSubject(NoteSubject.Kind.PROJECT, row.getLong("project_id"))
                : new NoteSubject(NoteSubject.Kind.CONTACT, contactId);
        return new Note(
                row.getLong("id"),
                subject,
                row.getString("note"),
                row.getString("author"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
