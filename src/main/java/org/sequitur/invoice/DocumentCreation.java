package org.sequitur.invoice;

import org.sequitur.reference.AllocationException;
import org.sequitur.reference.ReferenceAllocator;
import org.sequitur.wire.Answer;
import org.sequitur.wire.WireException;

/** Stores new invoices and credit notes under their references. */
public final class DocumentCreation {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final ReferenceAllocator<NewInvoices, Answer> allocator;

    DocumentCreation(ReferenceAllocator<NewInvoices, Answer> allocator) {
        this.allocator = allocator;
    }

    /**
     * @return the answer of the request, once everything is stored
     * @throws WireException 422 or another refusal of the request, 503 when it may be stored later
     */
    public Answer store(NewInvoices request) {
        try {
            return allocator.store(request.companyId(), request);
        } catch (AllocationException e) {
            String message = String.valueOf(e.getMessage());
            throw e.kind() == AllocationException.Kind.NOT_STORABLE
                    ? WireException.invalid(message)
                    : WireException.unavailable(message, RETRY_AFTER_SECONDS);
        }
    }
}
