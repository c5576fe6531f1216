package org.sequitur.pdf;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sequitur.company.Companies;
import org.sequitur.company.Company;
import org.sequitur.idempotency.KeepsItsAnswer;
import org.sequitur.outbox.OutgoingMail.About;
import org.sequitur.wire.Answer;
import org.sequitur.wire.BaseUrl;
import org.sequitur.wire.Caller;
import org.sequitur.wire.OneForm;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireException;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/**
 * {@code /sequitur/v1/document_design}. Designs are drawn with before they are stored, which takes a while. So those two routes run in
 * no transaction, which would hold a connection: of a preview nothing is kept, and a change has a transaction of its own.
 */
@Controller
@RequestMapping(DocumentDesign.PATH)
class DocumentDesignRoutes {

    /** By the attribute that names one of them, and as the kind of a sample. */
    private static final Map<String, About> DOCUMENTS = Map.of(
            "invoice", About.INVOICE,
            "credit_note", About.CREDIT_NOTE,
            "estimate", About.ESTIMATE);

    private final DocumentDesigns designs;
    private final PrintedDocuments documents;
    private final DocumentFiles files;
    private final Companies companies;
    private final BaseUrl baseUrl;
    private final Clock clock;

    DocumentDesignRoutes(
            DocumentDesigns designs,
            PrintedDocuments documents,
            DocumentFiles files,
            Companies companies,
            BaseUrl baseUrl,
            Clock clock) {
        this.designs = designs;
        this.documents = documents;
        this.files = files;
        this.companies = companies;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    @GetMapping
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer show(Caller caller) {
        return answer(designs.get(caller.companyId()));
    }

    private Answer answer(DocumentDesign design) {
        return Answer.ok(out -> out.object(DocumentDesign.ROOT, object -> design.write(object, baseUrl)));
    }

    /** What a template and a style sheet of one's own can begin with. */
    @GetMapping("/default")
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer builtIn() {
        return Answer.ok(out -> out.object(DocumentDesign.ROOT, design -> {
            design.text("template", Typesetter.builtInTemplate());
            design.text("stylesheet", Typesetter.builtInStylesheet());
        }));
    }

    @OneForm
    @GetMapping("/logo")
    @Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
    Answer logo(Caller caller) {
        Logo logo = designs.get(caller.companyId()).logo();
        if (logo == null) {
            throw WireException.notFound();
        }
        return Answer.file(logo.contentType(), logo.bytes());
    }

    @RequestMapping(method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.FULL)
    @KeepsItsAnswer
    Answer change(Caller caller, @Root(DocumentDesign.ROOT) WireObject sent) {
        DocumentDesign standing = designs.get(caller.companyId());
        DocumentDesign changed = designs.changed(standing, sent);
        if (!changed.isBuiltIn()) {
            files.drawnOrRefused(sample(caller, About.INVOICE), changed);
        }
        designs.replace(caller, standing, changed, sent.names());
        return answer(changed.isBuiltIn() ? DocumentDesign.BUILT_IN : changed);
    }

    @DeleteMapping
    @Requires(PermissionLevel.FULL)
    Answer remove(Caller caller) {
        designs.remove(caller.companyId());
        return Answer.empty();
    }

    /** What is not sent is as it is stored. */
    @OneForm
    @PostMapping("/preview")
    @Requires(PermissionLevel.FULL)
    @KeepsItsAnswer
    Answer preview(Caller caller, @Root(DocumentDesign.ROOT) WireObject sent) {
        DocumentDesign design = designs.changed(designs.get(caller.companyId()), sent);
        String kind = sent.oneOf("kind", null, DOCUMENTS.keySet());
        sent.complaints().throwIfAny();
        PrintedDocument named = named(caller, sent);
        PrintedDocument document = named != null
                ? named
                : sample(caller, Objects.requireNonNull(DOCUMENTS.get(kind == null ? "invoice" : kind)));
        byte[] bytes = files.drawnOrRefused(document, design).bytes();
        return Answer.file("application/pdf", bytes);
    }

    private @Nullable PrintedDocument named(Caller caller, WireObject sent) {
        for (Map.Entry<String, About> each : DOCUMENTS.entrySet()) {
            Long id = sent.reference(each.getKey(), null);
            if (id != null) {
                return documents
                        .find(caller.companyId(), each.getValue(), id)
                        .orElseThrow(() -> WireException.invalid(each.getKey() + " not found"));
            }
        }
        return null;
    }

    private PrintedDocument sample(Caller caller, About about) {
        Company company = companies.get(caller.companyId());
        return SampleDocument.of(about, company, company.today(clock));
    }
}
