package org.sequitur.attachment;

import java.nio.charset.StandardCharsets;
import org.sequitur.store.CompanyAtWork;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Answer;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.OneForm;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.util.UriUtils;

/**
 * Where links to files lead; without a token. The signature says for which company a link was made, and from then on the database shows
 * that company only. A file is shown as what it was found to be, and if a browser should take it for a page, it may do nothing there.
 */
@Controller
class DownloadRoutes {

    private static final String NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

    private final Attachments attachments;
    private final StoredFiles files;
    private final Thumbnails thumbnails;
    private final SignedLinks links;
    private final RecordClock clock;

    DownloadRoutes(
            Attachments attachments, StoredFiles files, Thumbnails thumbnails, SignedLinks links, RecordClock clock) {
        this.attachments = attachments;
        this.files = files;
        this.thumbnails = thumbnails;
        this.links = links;
        this.clock = clock;
    }

    @OneForm
    @GetMapping("/attachments/{id}/original")
    Answer original(@PathVariable long id, ListQuery query) {
        long companyId = links.companyOf(id, FileView.ORIGINAL, query, clock.now());
        Attachment found = find(companyId, id);
        return sandboxed(
                Answer.file(
                        found.contentType(),
                        found.file().size(),
                        out -> files.writeTo(out, companyId, found.fileId(), found.file())),
                found.fileName());
    }

    @OneForm
    @GetMapping("/attachments/{id}/medium")
    Answer medium(@PathVariable long id, ListQuery query) {
        return thumbnail(id, FileView.MEDIUM, query);
    }

    @OneForm
    @GetMapping("/attachments/{id}/small")
    Answer small(@PathVariable long id, ListQuery query) {
        return thumbnail(id, FileView.SMALL, query);
    }

    private Answer thumbnail(long id, FileView view, ListQuery query) {
        long companyId = links.companyOf(id, view, query, clock.now());
        byte[] png = CompanyAtWork.<byte[], RuntimeException>call(
                companyId, () -> thumbnails.of(companyId, attachments.find(companyId, id), view));
        return sandboxed(Answer.file("image/png", png), view.word() + ".png");
    }

    private Attachment find(long companyId, long id) {
        return CompanyAtWork.<Attachment, RuntimeException>call(companyId, () -> attachments.find(companyId, id));
    }

    private static Answer sandboxed(Answer answer, String fileName) {
        return answer.with(
                        "Content-Disposition",
                        "inline; filename*=UTF-8''" + UriUtils.encode(fileName, StandardCharsets.UTF_8))
                .with("Content-Security-Policy", NOTHING)
                .with("Cache-Control", "private")
                .with("Referrer-Policy", "no-referrer");
    }
}
