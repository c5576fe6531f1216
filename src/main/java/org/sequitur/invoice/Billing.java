package org.sequitur.invoice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sequitur.wire.WireObject;

/** Records of one kind that a client can ask to be billed with an invoice, such as the time spent on its projects. */
public interface Billing {

    /**
     * What of them a client asks for; null for nothing.
     *
     * @param invoice with a contact; not yet settled
     * @param projectIds whose records may be billed: the invoice's project and the others that it names
     * @param sent the attributes of the invoice; what is wrong with those that ask goes to its complaints
     */
    @Nullable
    InvoiceOrigin asked(long companyId, InvoiceContents invoice, List<Long> projectIds, WireObject sent);
}
