package org.sequitur.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sequitur.TestServer;

/** The checker passes what is right, and finds each thing that may be wrong. */
class CheckerTest {

    private static final List<String> TABLES =
            List.of("document", "document_item", "kept_answer", "contact", "document_register", "reference_sequence");
    private static final long ONE = 1;
    private static final long MIXED = 2;
    private static final long DELETING = 3;

    @TempDir
    private Path directory;

    private Connection database;

    /** Tables of the same columns, without the constraints that would keep the faults out; all of it is rolled back. */
    @BeforeEach
    void tables() throws SQLException {
        database = TestServer.shared().dataSource().getConnection();
        database.setAutoCommit(false);
        sql("CREATE SCHEMA chaos; SET LOCAL search_path TO chaos");
        for (String table : TABLES) {
            sql("CREATE TABLE " + table + " AS TABLE public." + table + " WITH NO DATA");
        }
        store(ONE, 11, "001", "global", 0, "a#0");
        store(ONE, 12, "002", "global", 0, "b#0");
        store(ONE, 13, "003", "global", 0, "b#1");
        store(ONE, 14, "004", "global", 0, "once#0");
        store(MIXED, 21, "X7", "global", 0, "c#0");
        store(MIXED, 22, "X8", "global", 0, "d#0");
        store(MIXED, 23, "001", "contact", 5, "e#0");
        store(DELETING, 32, "002", "global", 0, "g#0");
        register(ONE, 4);
        register(MIXED, 3);
        register(DELETING, 1);
        sequence(ONE, "global", 0, "004", 14);
        sequence(MIXED, "global", 0, "X8", 22);
        sequence(MIXED, "contact", 5, "001", 23);
        sequence(DELETING, "global", 0, "002", 32);
        keep(ONE, "a", answer(11, "001", "a#0"));
        keep(ONE, "b", answer(12, "002", "b#0", 13, "003", "b#1"));
        keep(MIXED, "c", answer(21, "X7", "c#0"));
        keep(MIXED, "d", answer(22, "X8", "d#0"));
        keep(MIXED, "e", answer(23, "001", "e#0"));
        keep(DELETING, "f", answer(31, "001", "f#0"));
        keep(DELETING, "g", answer(32, "002", "g#0"));
        keep(ONE, "contact", "{}");
        sql("INSERT INTO contact (company_id, id, organisation_name) VALUES (1, 51, 'contact')");
    }

    @AfterEach
    void nothingStays() throws SQLException {
        database.rollback();
        database.close();
    }

    @Test
    void whatIsRightPasses() throws Exception {
        assertThat(findings(log -> {})).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a reference twice             | UPDATE document SET reference = '002' WHERE id = 11 | has a reference twice
        a hole                        | UPDATE document SET reference = '005' WHERE id = 14 | should have 004 next
        a lost invoice                | DELETE FROM document WHERE id = 11 | was acknowledged and is missing
        a lost invoice, sent once     | DELETE FROM document WHERE id = 14 | was acknowledged and is missing
        half a list                   | DELETE FROM document WHERE id = 13 | is a list of 2, of which 1 are stored
        another total                 | UPDATE document SET total_value = 61 WHERE id = 12 | and is stored as
        another reference             | UPDATE document SET reference = '0001' WHERE id = 11 | and is stored as
        a line short                  | DELETE FROM document_item WHERE document_id = 11 AND position = 2 | has Lines[count=2
        lines of nothing              | UPDATE document_item SET document_id = 99 WHERE document_id = 11 | lines without their document
        a count                       | UPDATE document_register SET invoices_draft = 5 WHERE company_id = 1 | its register says
        a sequence behind             | UPDATE reference_sequence SET last_reference = '003', last_document_id = 13 \
                                        WHERE company_id = 1 | should stand at
        no sequence                   | DELETE FROM reference_sequence WHERE company_id = 1 | should stand at
        against the rules             | UPDATE document SET reference = 'X9' WHERE id = 22 | the rules give X8
        not what was asked for        | UPDATE document SET reference = 'X6' WHERE id = 21 | asked for X7
        another scope                 | UPDATE document SET sequence_scope = 'global', sequence_owner_id = 0 WHERE id = 23 | stored in another
        no kept answer                | DELETE FROM kept_answer WHERE key = 'a' | its answer was not kept
        an answer kept of nothing     | INSERT INTO kept_answer (company_id, key, body) VALUES (1, 'bad', '') | had no effect and its answer was kept
        another answer kept           | UPDATE kept_answer SET body = 'other' WHERE key = 'a' | otherwise than what was kept
        a contact twice               | INSERT INTO contact SELECT * FROM contact | stored 2 times
        a contact lost                | DELETE FROM contact | was acknowledged and is missing
        a list with one between       | UPDATE document SET id = 15 WHERE id = 13 | was not stored in one piece
        from nowhere                  | UPDATE document SET po_reference = 'who' WHERE id = 14 | nobody asked for
        a refused one                 | UPDATE document SET po_reference = 'bad#0' WHERE id = 14 | must not be stored and is
        a clash that was none         | UPDATE document SET reference = 'X5' WHERE id = 21 | no reason that can be seen
        """)
    void itFindsInTheDatabase(String what, String plant, String finding) throws Exception {
        sql(plant);
        assertThat(findings(log -> {})).as(what).anyMatch(found -> found.contains(finding));
    }

    @Test
    void itFindsWhatIsStoredTwice() throws Exception {
        store(ONE, 15, "005", "global", 0, "a#0");
        assertThat(findings(log -> {})).anyMatch(found -> found.contains("is stored 2 times"));
    }

    @Test
    void itFindsADeletedInvoiceThatIsThere() throws Exception {
        store(DELETING, 31, "001", "global", 0, "f#0");
        assertThat(findings(log -> {})).anyMatch(found -> found.contains("deleted an invoice that is there"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a       | 500 |                            | was answered 500
        a       | 422 | reference has already been taken | was answered 422
        bad     | 201 | {}                         | was answered 201
        a       | 201 | {}                         | different bodies
        c       | 422 | reference has already been taken | both 201 and 422
        once    | 503 | nothing was stored         | though the server said that nothing was
        early   | 404 |                            | which nobody else has deleted
        """)
    void itFindsInTheLog(String task, int status, @Nullable String body, String finding) throws Exception {
        assertThat(findings(log -> log.attempt(task, 0, 0, 1, status, body == null ? "" : body)))
                .anyMatch(found -> found.contains(finding));
    }

    private List<String> findings(Consumer<ClientLog> more) throws Exception {
        Path file = directory.resolve("clients.log");
        try (ClientLog log = new ClientLog(file)) {
            log.company(ONE, Policy.CONSECUTIVE);
            log.company(MIXED, Policy.MIXED);
            log.company(DELETING, Policy.DELETING);
            told(log, create(ONE, "a", wanted("a#0", null, "global")), answer(11, "001", "a#0"));
            told(
                    log,
                    create(ONE, "b", wanted("b#0", null, "global"), wanted("b#1", null, "global")),
                    answer(12, "002", "b#0", 13, "003", "b#1"));
            told(log, once(wanted("once#0", null, "global")), answer(14, "004", "once#0"));
            told(log, create(MIXED, "c", wanted("c#0", "X7", "global")), answer(21, "X7", "c#0"));
            told(log, create(MIXED, "d", wanted("d#0", null, "global")), answer(22, "X8", "d#0"));
            told(log, create(MIXED, "e", wanted("e#0", null, "contact")), answer(23, "001", "e#0"));
            told(log, create(DELETING, "f", wanted("f#0", null, "global")), answer(31, "001", "f#0"));
            told(log, create(DELETING, "g", wanted("g#0", null, "global")), answer(32, "002", "g#0"));
            log.task(create(MIXED, "clash", wanted("clash#0", "X7", "global")));
            log.attempt("clash", 0, 0, 1, 422, "reference has already been taken");
            log.task(new Task("bad", ONE, Task.Kind.INVALID, "bad", List.of(wanted("bad#0", null, "global")), 0, ""));
            log.attempt("bad", 0, 0, 1, 422, "Contact not found");
            log.task(new Task("delete", DELETING, Task.Kind.DELETE, null, List.of(), 31, ""));
            log.attempt("delete", 0, 0, 1, 0, "");
            log.attempt("delete", 0, 0, 1, 404, "");
            log.attempt("delete", 0, 0, 1, 200, "");
            log.task(new Task("early", DELETING, Task.Kind.DELETE, null, List.of(), 33, ""));
            told(log, new Task("contact", ONE, Task.Kind.CONTACT, "contact", List.of(), 0, ""), "{}");
            more.accept(log);
        }
        return Checker.check(file, database);
    }

    private static void told(ClientLog log, Task task, String body) {
        log.task(task);
        log.attempt(task.name(), 0, 0, 1, 201, body);
    }

    private static Task create(long company, String name, Task.Wanted... wanted) {
        return new Task(name, company, Task.Kind.CREATE, name, List.of(wanted), 0, "");
    }

    private static Task once(Task.Wanted wanted) {
        return new Task("once", ONE, Task.Kind.CREATE, null, List.of(wanted), 0, "");
    }

    private static Task.Wanted wanted(String tag, @Nullable String reference, String scope) {
        return new Task.Wanted(tag, reference, scope);
    }

    private static String answer(long id, String reference, String tag) {
        return "{\"invoice\":" + invoice(id, reference, tag) + "}";
    }

    private static String answer(long id, String reference, String tag, long id2, String reference2, String tag2) {
        return "{\"invoices\":[" + invoice(id, reference, tag) + "," + invoice(id2, reference2, tag2) + "]}";
    }

    private static String invoice(long id, String reference, String tag) {
        return """
                {"url":"http://x/v2/invoices/%d","reference":"%s","po_reference":"%s","total_value":"60.0",
                 "invoice_items":[{},{},{}]}""".formatted(id, reference, tag);
    }

    private void store(long company, long id, String reference, String scope, long owner, String tag)
            throws SQLException {
        sql("""
                INSERT INTO document
                    (company_id, id, reference, sequence_scope, sequence_owner_id, state, po_reference, total_value)
                VALUES (%d, %d, '%s', '%s', %d, 'draft', '%s', 60)
                """.formatted(company, id, reference, scope, owner, tag));
        sql("""
                INSERT INTO document_item (company_id, id, document_id, position, quantity, price)
                SELECT %d, %d * 10 + line, %d, line, line, 10 FROM generate_series(1, 3) AS line
                """.formatted(company, id, id));
    }

    private void register(long company, int drafts) throws SQLException {
        sql("INSERT INTO document_register VALUES (%d, %d, 0, 0, 0)".formatted(company, drafts));
    }

    private void sequence(long company, String scope, long owner, String reference, long id) throws SQLException {
        sql("INSERT INTO reference_sequence VALUES (%d, '%s', %d, '%s', %d)"
                .formatted(company, scope, owner, reference, id));
    }

    private void keep(long company, String key, String body) throws SQLException {
        sql("INSERT INTO kept_answer (company_id, key, body) VALUES (%d, '%s', '%s')".formatted(company, key, body));
    }

    private void sql(String statements) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(statements);
        }
    }
}
