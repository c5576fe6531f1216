package org.sequitur.numbering;

import org.sequitur.reference.Reference;
import org.sequitur.reference.ReferenceScope;
import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.ListQuery;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.Root;
import org.sequitur.wire.WireObject;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** {@code /sequitur/v1/sequences}. */
@Controller
@RequestMapping("/sequitur/v1/sequences")
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class SequenceRoutes {

    private static final String NEXT = "next_reference";

    private final Sequences sequences;

    SequenceRoutes(Sequences sequences) {
        this.sequences = sequences;
    }

    @GetMapping
    Answer list(Caller caller, ListQuery query) {
        Sequences.Page page = sequences.page(caller.companyId(), query);
        return Answer.list(
                query,
                page.total(),
                out -> out.list(
                        "sequences", "sequence", page.sequences(), (element, sequence) -> sequence.write(element)));
    }

    @GetMapping("/company")
    Answer showCompany(Caller caller) {
        return show(caller, ReferenceScope.GLOBAL);
    }

    @GetMapping("/contacts/{id}")
    Answer showContact(Caller caller, @PathVariable long id) {
        return show(caller, ReferenceScope.contact(id));
    }

    @GetMapping("/projects/{id}")
    Answer showProject(Caller caller, @PathVariable long id) {
        return show(caller, ReferenceScope.project(id));
    }

    @RequestMapping(
            path = "/company",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.FULL)
    Answer setCompany(Caller caller, @Root("sequence") WireObject sent) {
        return set(caller, ReferenceScope.GLOBAL, sent);
    }

    @RequestMapping(
            path = "/contacts/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.FULL)
    Answer setContact(Caller caller, @PathVariable long id, @Root("sequence") WireObject sent) {
        return set(caller, ReferenceScope.contact(id), sent);
    }

    @RequestMapping(
            path = "/projects/{id}",
            method = {RequestMethod.PUT, RequestMethod.PATCH})
    @Requires(PermissionLevel.FULL)
    Answer setProject(Caller caller, @PathVariable long id, @Root("sequence") WireObject sent) {
        return set(caller, ReferenceScope.project(id), sent);
    }

    private Answer set(Caller caller, ReferenceScope scope, WireObject sent) {
        Reference next = new Reference(sent.requiredText(NEXT, "", Reference.MOST_CHARACTERS));
        sent.complaints().addIf(!next.text().isEmpty() && !next.isNumbered(), NEXT + " must end in a digit");
        sequences.choose(caller, scope, next, sent.complaints());
        return show(caller, scope);
    }

    private Answer show(Caller caller, ReferenceScope scope) {
        SequenceState sequence = sequences.get(caller.companyId(), scope);
        return Answer.ok(out -> out.object("sequence", sequence::write));
    }
}
