package org.sequitur.freeagent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.sequitur.archive.ArchiveException;
import org.sequitur.archive.ArchiveWriter;

/** Makes an archive of what has been fetched, and tells what did not fit into one. */
public final class SourceArchive {

    private final FetchedPages pages;
    private final CopyReport report;

    public SourceArchive(FetchedPages pages, CopyReport report) {
        this.pages = pages;
        this.report = report;
    }

    /**
     * @param target where an archive of before is replaced
     * @param schema the version of the tables
     * @param origin the address that the pages came from
     */
    public void write(Path target, String schema, String origin) {
        Known known = Known.of(pages);
        removeOld(target);
        try (ArchiveWriter archive = new ArchiveWriter(target)) {
            Tables tables = new Tables(archive, pages, known, report);
            new CompanyTables(tables).write();
            new ContactTables(tables).write();
            new StockTables(tables).write();
            new DocumentTables(tables).write();
            new EstimateTables(tables).write();
            new WorkTables(tables).write();
            new BankTables(tables).write();
            new FileTables(tables).write(archive);
            SourceRecord company = known.company();
            archive.finish(schema, origin, company.text("name", ""), company.text("subdomain", "company"));
        } catch (IOException | UncheckedIOException e) {
            throw new ArchiveException("The archive cannot be written to " + target + ": " + e, e);
        }
    }

    private static void removeOld(Path target) {
        try {
            ArchiveWriter.remove(target);
        } catch (IOException e) {
            throw new ArchiveException("The old archive cannot be removed from " + target + ": " + e, e);
        }
    }

    /** What every family of tables is made with. */
    record Tables(ArchiveWriter archive, FetchedPages pages, Known known, CopyReport report) {

        void table(String name, Consumer<TableOutput> rows) {
            try (TableOutput output = new TableOutput(archive, name)) {
                rows.accept(output);
            }
        }
    }
}
