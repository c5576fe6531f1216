package org.sequitur.expense;

import java.util.List;
import java.util.Map;
import org.sequitur.attachment.Attachable;
import org.sequitur.attachment.AttachableRecords;
import org.sequitur.attachment.AttachmentChange;
import org.sequitur.attachment.Attachments;
import org.sequitur.store.RecordClock;
import org.sequitur.wire.Body;
import org.sequitur.wire.Caller;
import org.springframework.stereotype.Component;

/** The files of expenses: whoever may see an expense may see its file, and change it. */
@Component
final class ExpenseAttachments implements AttachableRecords {

    private final Expenses expenses;
    private final Attachments attachments;
    private final RecordClock clock;

    ExpenseAttachments(Expenses expenses, Attachments attachments, RecordClock clock) {
        this.expenses = expenses;
        this.attachments = attachments;
        this.clock = clock;
    }

    @Override
    public Attachable.Kind kind() {
        return Attachable.Kind.EXPENSE;
    }

    @Override
    public void checkSeen(Caller caller, long id) {
        ExpenseReferences.visible(caller, expenses.table().get(caller.companyId(), id));
    }

    @Override
    public void change(Caller caller, long id) {
        expenses.table()
                .change(
                        caller.companyId(),
                        id,
                        standing ->
                                ExpenseReferences.visible(caller, standing).touched(clock.after(standing.updatedAt())));
    }

    /** Does what was asked for with the file of an expense that was added or is locked. */
    void apply(Caller caller, long id, AttachmentChange change) {
        attachments.apply(caller, new Attachable(kind(), id), change);
    }

    /** How an expense is answered, with its file. */
    Body shown(Caller caller, Expense expense) {
        return shown(caller, List.of(expense)).getFirst();
    }

    List<Body> shown(Caller caller, List<Expense> each) {
        Map<Long, Body> files = attachments.of(
                caller.companyId(), kind(), each.stream().map(Expense::id).toList());
        return each.stream()
                .map(expense -> ExpenseRepresentation.of(caller, expense, files.get(expense.id())))
                .toList();
    }
}
