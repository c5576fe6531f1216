package org.sequitur.pdf;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.pdf.DocumentFiles.DocumentFile;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.OneForm;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /sequitur/v1/…/:id/pdf}: the file itself, whatever form the client would like best. */
@Controller
@RequestMapping("/sequitur/v1")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class DocumentFileRoutes {

    private final DocumentFiles files;

    DocumentFileRoutes(DocumentFiles files) {
        this.files = files;
    }

    @OneForm
    @GetMapping("/invoices/{id}/pdf")
    Answer invoice(Caller caller, @PathVariable long id) {
        return answer(files.get(caller.companyId(), About.INVOICE, id));
    }

    @OneForm
    @GetMapping("/credit_notes/{id}/pdf")
    Answer creditNote(Caller caller, @PathVariable long id) {
        return answer(files.get(caller.companyId(), About.CREDIT_NOTE, id));
    }

    @OneForm
    @GetMapping("/estimates/{id}/pdf")
    Answer estimate(Caller caller, @PathVariable long id) {
        return answer(files.get(caller.companyId(), About.ESTIMATE, id));
    }

    private static Answer answer(DocumentFile file) {
        return Answer.file("application/pdf", file.bytes()).with("Content-Disposition", disposition(file.name()));
    }

    /** The name twice: for those that know RFC 6266, and in ASCII for the others. */
    static String disposition(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "inline; filename=\"" + name.replaceAll("[^\\x20-\\x7E]", "-") + "\"; filename*=UTF-8''" + encoded;
    }
}
