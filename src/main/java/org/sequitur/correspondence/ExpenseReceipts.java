package org.sequitur.correspondence;

import java.util.List;
import org.sequitur.attachment.Attachable;
import org.sequitur.attachment.Attachments;
import org.sequitur.expense.RebilledExpenses;
import org.sequitur.outbox.MailEnclosure;
import org.sequitur.wire.WireException;
import org.springframework.stereotype.Component;

/**
 * The receipts of the expenses that an invoice bills. They are for its customer: whoever may mail the invoice may enclose them, also those
 * of colleagues' expenses.
 */
@Component
final class ExpenseReceipts {

    private static final int MOST = 50;
    /** Servers of mail commonly take 25 MB, of which Base64 needs a quarter. */
    private static final long MOST_BYTES = 18L * 1024 * 1024;

    private final RebilledExpenses expenses;
    private final Attachments attachments;

    ExpenseReceipts(RebilledExpenses expenses, Attachments attachments) {
        this.expenses = expenses;
        this.attachments = attachments;
    }

    /** @throws WireException 422 when there are too many for a mail */
    List<MailEnclosure> of(long companyId, long invoiceId) {
        List<Long> billed = expenses.on(companyId, invoiceId);
        return attachments.load(companyId, Attachable.Kind.EXPENSE, billed, MOST, MOST_BYTES).stream()
                .map(file -> new MailEnclosure(file.fileName(), file.contentType(), file.bytes()))
                .toList();
    }
}
