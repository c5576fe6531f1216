package org.sequitur.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sequitur.store.Columns;
import org.sequitur.store.Selection;
import org.sequitur.store.Violation;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.WireException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The notes of each company. */
@Component
final class Notes {

    private static final String NOTES = """
            SELECT note.*, coalesce(users.first_name || ' ' || users.last_name, note.author_name) AS author
            FROM note LEFT JOIN users ON users.company_id = note.company_id AND users.id = note.author_id
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Notes(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** @throws WireException 404 when there is no such note */
    Note get(long companyId, long id) {
        return find(companyId, id, "").orElseThrow(WireException::notFound);
    }

    private Optional<Note> find(long companyId, long id, String lock) {
        return jdbc.sql(NOTES + "WHERE note.company_id = ? AND note.id = ?" + lock)
                .params(companyId, id)
                .query(Notes::note)
                .optional();
    }

    /** All notes about something. */
    Selection about(long companyId, NoteSubject subject) {
        Selection selection = new Selection("note.company_id = ?", companyId);
        return selection.and("note." + subject.kind().column() + " = ?", subject.id());
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

    long count(Selection selection) {
        return jdbc.sql("SELECT count(*) FROM note " + selection.where())
                .params(selection.parameters())
                .query(Long.class)
                .single();
    }

    /** Oldest first. */
    List<Note> list(Selection selection, ListQuery query) {
        return jdbc.sql(NOTES + selection.where() + " ORDER BY note.created_at, note.id LIMIT ? OFFSET ?")
                .params(selection.parameters(query.perPage(), query.offset()))
                .query(Notes::note)
                .list();
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

    /** Changes a note while nobody else can. */
    void change(long companyId, long id, UnaryOperator<Note> change) {
        transactions.executeWithoutResult(status -> {
            Note changed = change.apply(
                    find(companyId, id, " FOR NO KEY UPDATE OF note").orElseThrow(WireException::notFound));
            jdbc.sql("UPDATE note SET note = ?, updated_at = ? WHERE company_id = ? AND id = ?")
                    .params(changed.text(), Columns.timestamp(changed.updatedAt()), companyId, id)
                    .update();
        });
    }

    void remove(long companyId, long id) {
        int removed = jdbc.sql("DELETE FROM note WHERE company_id = ? AND id = ?")
                .params(companyId, id)
                .update();
        if (removed == 0) {
            throw WireException.notFound();
        }
    }

    private static Note note(ResultSet row, int number) throws SQLException {
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
