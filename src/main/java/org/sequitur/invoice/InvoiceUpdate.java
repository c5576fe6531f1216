package org.sequitur.invoice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.store.Flight;

/** Writes a changed draft and its lines over what is stored. */
final class InvoiceUpdate {

    private static final String UPDATE =
            "UPDATE document SET " + InvoiceColumns.ASSIGNMENTS + " WHERE company_id = ? AND id = ?";

    private InvoiceUpdate() {}

    static void tell(Flight flight, long companyId, Invoice invoice) {
        List<@Nullable Object> parameters = new ArrayList<>(Arrays.asList(InvoiceColumns.values(invoice)));
        parameters.add(companyId);
        parameters.add(invoice.id());
        flight.tell(UPDATE, parameters.toArray());
        flight.tell("DELETE FROM document_item WHERE company_id = ? AND document_id = ?", companyId, invoice.id());
        InvoiceInserts lines = new InvoiceInserts();
        lines.addItems(companyId, invoice);
        lines.addRate(companyId, invoice);
        lines.tell(flight);
    }
}
