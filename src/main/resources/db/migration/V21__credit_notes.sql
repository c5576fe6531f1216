-- Credit notes are few among the invoices of their table: their lists go through an index of their own.
CREATE INDEX document_credit_note ON document (company_id, id) WHERE kind = 'credit_note';

-- What of a credit note is set off against an invoice; the paid value of both moves with it, in the same transaction.
CREATE SEQUENCE credit_note_reconciliation_id START 1001;

CREATE TABLE credit_note_reconciliation (
    company_id     bigint NOT NULL,
    id             bigint NOT NULL DEFAULT nextval('credit_note_reconciliation_id'),
    invoice_id     bigint NOT NULL,
    credit_note_id bigint NOT NULL,
    gross_value    numeric(20, 2) NOT NULL CHECK (gross_value > 0),
    dated_on       date NOT NULL,
    exchange_rate  numeric NOT NULL CHECK (exchange_rate > 0),
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, invoice_id) REFERENCES document,
    FOREIGN KEY (company_id, credit_note_id) REFERENCES document
);
CREATE INDEX credit_note_reconciliation_invoice ON credit_note_reconciliation (company_id, invoice_id);
CREATE INDEX credit_note_reconciliation_credit_note ON credit_note_reconciliation (company_id, credit_note_id);
CREATE INDEX credit_note_reconciliation_updated ON credit_note_reconciliation (company_id, updated_at, id);

SELECT wall_off('credit_note_reconciliation');
