-- Explanations have files, too: several each, in the order in which they came.
ALTER TABLE attachment
    ADD COLUMN explanation_id bigint,
    ADD FOREIGN KEY (company_id, explanation_id) REFERENCES bank_transaction_explanation ON DELETE CASCADE,
    DROP CONSTRAINT attachment_expense_id_check,
    ADD CHECK (num_nonnulls(expense_id, explanation_id) = 1);
CREATE INDEX attachment_explanation ON attachment (company_id, explanation_id, id) WHERE explanation_id IS NOT NULL;
