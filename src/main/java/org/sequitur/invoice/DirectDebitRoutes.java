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
 * {@code direct_debit}. It is for invoices whose contact has given a mandate through a payment service; no contact here can, so it is
 * refused as FreeAgent refuses it without one.
 */
@Controller
@Requires(PermissionLevel.INVOICES_ESTIMATES_AND_FILES)
class DirectDebitRoutes {

    private final Invoices invoices;

    DirectDebitRoutes(Invoices invoices) {
        this.invoices = invoices;
    }

    @PostMapping("/v2/invoices/{id}/direct_debit")
    Answer collect(Caller caller, @PathVariable long id) {
        Invoice invoice = invoices.get(caller.companyId(), DocumentKind.INVOICE, id);
        throw WireException.forbidden(invoice.kind().title() + " cannot be collected: its contact has given no mandate");
    }
}
