package org.sequitur.invoice;

import org.sequitur.wire.Answer;
import org.sequitur.wire.Caller;
import org.sequitur.wire.PermissionLevel;
import org.sequitur.wire.Requires;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * {@code direct_debit}: takes what an invoice is about from the account of a contact that has given GoCardless a mandate. No contact can
 * give one here, so whatever could be collected otherwise is refused as FreeAgent refuses it without a mandate.
 */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class DirectDebitRoutes {

    private final Invoices invoices;

    DirectDebitRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    /** 403 in any case; the message tells what is in the way first. */
    @PostMapping("/v2/invoices/{id}/direct_debit")
    Answer collect(Caller caller, @PathVariable long id) {
        invoices.get(caller.companyId(), DocumentKind.INVOICE, id).checkCollectable();
        throw WireException.forbidden("Invoice cannot be collected: its contact has given no mandate");
    }
}
