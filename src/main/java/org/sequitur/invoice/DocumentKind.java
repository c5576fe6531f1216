package org.sequitur.invoice;

/** What shares one table, one space of ids, one kind of lines and the references of a company. */
public enum DocumentKind {
    INVOICE("invoice", "Invoice"),
    CREDIT_NOTE("credit_note", "Credit note");

    private final String word;
    private final String title;

    DocumentKind(String word, String title) {
        this.word = word;
        this.title = title;
    }

    public static DocumentKind of(String word) {
        return INVOICE.word.equals(word) ? INVOICE : CREDIT_NOTE;
    }

    /** As the table has it; also the root key of a single one. */
    String word() {
        return word;
    }

    /** As sentences begin with it. */
    String title() {
        return title;
    }

    /** As paths have it; also the key of a list. */
    String collection() {
        return word + "s";
    }

    /** The attribute that holds the lines. */
    String items() {
        return word + "_items";
    }
}
