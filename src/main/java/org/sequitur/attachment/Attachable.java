package org.sequitur.attachment;

/**
 * What an attachment hangs on.
 *
 * @param id of the record
 */
public record Attachable(Kind kind, long id) {

    /** Each has a column of its own in the table of attachments, whose foreign key takes them along when the record goes. */
    public enum Kind {
        EXPENSE("expense_id"),

        /** Of a bank transaction; it may have several. */
        EXPLANATION("explanation_id");

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }
}
