package org.sequitur.pdf;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.reference.RegisterTransactions;
import org.sequitur.store.Columns;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Caller;
import org.sequitur.wire.Change;
import org.sequitur.wire.ChangeLog;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The design of each company. */
@Component
final class DocumentDesigns {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final JdbcClient jdbc;
    private final RegisterTransactions registers;
    private final RecordClock clock;
    private final ChangeLog changes;

    DocumentDesigns(JdbcClient jdbc, RegisterTransactions registers, RecordClock clock, ChangeLog changes) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.clock = clock;
        this.changes = changes;
    }

    DocumentDesign get(long companyId) {
        return jdbc.sql("SELECT * FROM document_design WHERE company_id = ?")
                .param(companyId)
                .query(DocumentDesigns::read)
                .optional()
                .orElse(DocumentDesign.BUILT_IN);
    }

    /** A design as it would be with what was sent; nothing is stored. */
    DocumentDesign changed(DocumentDesign standing, WireObject sent) {
        return standing.changedBy(sent, standing.updatedAt() == null ? clock.now() : clock.after(standing.updatedAt()));
    }

    /**
     * Stores a design that was {@link #changed} and tried meanwhile, with its entry in the audit log.
     *
     * @param from what it was made from
     * @throws WireException 409 when that is no longer the company's: nobody has tried the two together
     */
    void replace(Caller caller, DocumentDesign from, DocumentDesign design, String attributes) {
        long companyId = caller.companyId();
        registers.run(companyId, connection -> {
            if (!Objects.equals(get(companyId).updatedAt(), from.updatedAt())) {
                throw WireException.conflict("The design was changed meanwhile", RETRY_AFTER_SECONDS);
            }
            jdbc.sql("DELETE FROM document_design WHERE company_id = ?")
                    .param(companyId)
                    .update();
            if (!design.isBuiltIn()) {
                add(companyId, design);
            }
            changes.add(new Change(caller, "update", DocumentDesign.ROOT, null, attributes));
            return design;
        });
    }

    private void add(long companyId, DocumentDesign design) {
        Logo logo = design.logo();
        jdbc.sql("""
                        INSERT INTO document_design (company_id, template, stylesheet, logo, logo_type, logo_width,
                            logo_height, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(Arrays.asList(
                        companyId,
                        design.template(),
                        design.stylesheet(),
                        logo == null ? null : logo.bytes(),
                        logo == null ? null : logo.contentType(),
                        logo == null ? null : logo.width(),
                        logo == null ? null : logo.height(),
                        Columns.timestamp(Objects.requireNonNull(design.updatedAt()))))
                .update();
    }

    /** The built-in one is used again. */
    void remove(long companyId) {
        registers.run(
                companyId,
                connection -> jdbc.sql("DELETE FROM document_design WHERE company_id = ?")
                        .param(companyId)
                        .update());
    }

    private static DocumentDesign read(ResultSet row, int number) throws SQLException {
        return new DocumentDesign(
                row.getString("template"), row.getString("stylesheet"), logo(row), Columns.instant(row, "updated_at"));
    }

    private static @Nullable Logo logo(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("logo");
        return bytes == null
                ? null
                : new Logo(row.getString("logo_type"), bytes, row.getInt("logo_width"), row.getInt("logo_height"));
    }
}
