-- A statement that was uploaded: what the last one brought can be asked for, even if that was nothing new.
CREATE SEQUENCE statement_upload_id START 1001;

CREATE TABLE statement_upload (
    company_id      bigint NOT NULL,
    id              bigint NOT NULL DEFAULT nextval('statement_upload_id'),
    bank_account_id bigint NOT NULL,
    lines           integer NOT NULL CHECK (lines >= 0),
    uploaded_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, bank_account_id) REFERENCES bank_account ON DELETE CASCADE
);
CREATE INDEX statement_upload_account ON statement_upload (company_id, bank_account_id, id);

SELECT wall_off('statement_upload');

-- A line of an account: of a statement, or added by hand with its explanation. What explains it counts itself here, in its own
-- transaction; a line that is explained leaves the index of what is to be done.
CREATE SEQUENCE bank_transaction_id START 1001;

CREATE TABLE bank_transaction (
    company_id        bigint NOT NULL,
    id                bigint NOT NULL DEFAULT nextval('bank_transaction_id'),
    bank_account_id   bigint NOT NULL,
    dated_on          date NOT NULL,
    amount            numeric(20, 2) NOT NULL,
    description       text NOT NULL CHECK (length(description) <= 500),
    transaction_type  text CHECK (length(transaction_type) <= 20),
    transaction_id    text CHECK (transaction_id <> '' AND length(transaction_id) <= 255),
    upload_id         bigint,
    uploaded_at       timestamptz,
    explained_amount  numeric NOT NULL DEFAULT 0,
    explanation_count integer NOT NULL DEFAULT 0 CHECK (explanation_count >= 0),
    review_count      integer NOT NULL DEFAULT 0 CHECK (review_count BETWEEN 0 AND explanation_count),
    is_manual         boolean NOT NULL GENERATED ALWAYS AS (upload_id IS NULL) STORED,
    is_explained      boolean NOT NULL GENERATED ALWAYS AS (explanation_count > 0 AND explained_amount = amount) STORED,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, bank_account_id) REFERENCES bank_account,
    CHECK ((upload_id IS NULL) = (uploaded_at IS NULL)),
    CHECK (explanation_count > 0 OR explained_amount = 0)
);
CREATE INDEX bank_transaction_dated ON bank_transaction (company_id, bank_account_id, dated_on, id)
    INCLUDE (amount, is_explained, is_manual, review_count);
CREATE INDEX bank_transaction_unexplained ON bank_transaction (company_id, bank_account_id, dated_on, id) WHERE NOT is_explained;
CREATE INDEX bank_transaction_updated ON bank_transaction (company_id, bank_account_id, updated_at, id);
CREATE INDEX bank_transaction_description ON bank_transaction (company_id, bank_account_id, description);
CREATE INDEX bank_transaction_upload ON bank_transaction (company_id, upload_id) WHERE upload_id IS NOT NULL;
CREATE UNIQUE INDEX bank_transaction_fitid ON bank_transaction (company_id, bank_account_id, transaction_id)
    WHERE transaction_id IS NOT NULL;

SELECT wall_off('bank_transaction');

-- Which open invoice a line of an account might pay, by what is due. What is not sent, or is paid, costs nothing here.
CREATE INDEX document_due_value ON document (company_id, (total_value - paid_value))
    WHERE kind = 'invoice' AND state = 'sent' AND paid_value <> total_value AND written_off_date IS NULL;
