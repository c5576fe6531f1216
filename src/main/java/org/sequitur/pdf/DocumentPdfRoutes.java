package org.sequitur.pdf;

import java.util.Base64;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** {@code /v2/…/:id/pdf}: the file in Base64, below the root {@code pdf}. */
@Controller
@RequestMapping("/v2")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class DocumentPdfRoutes {

    private final DocumentFiles files;

    DocumentPdfRoutes(DocumentFiles files) {
        this.files = files;
    }

    @GetMapping("/invoices/{id}/pdf")
    Answer invoice(Caller caller, @PathVariable long id) {
        return answer(caller, About.INVOICE, id);
    }

    @GetMapping("/credit_notes/{id}/pdf")
    Answer creditNote(Caller caller, @PathVariable long id) {
        return answer(caller, About.CREDIT_NOTE, id);
    }

    @GetMapping("/estimates/{id}/pdf")
    Answer estimate(Caller caller, @PathVariable long id) {
        return answer(caller, About.ESTIMATE, id);
    }

    /** Without line breaks: some clients decode strictly. */
    private Answer answer(Caller caller, About about, long id) {
        String content = Base64.getEncoder()
                .encodeToString(files.get(caller.companyId(), about, id).bytes());
        return Answer.ok(out -> out.object("pdf", pdf -> pdf.text("content", content)));
    }
}
