-- What a line of a bank account, or a part of it, was for. What of a document it pays moves with it, in the same transaction.
CREATE SEQUENCE bank_transaction_explanation_id START 1001;

CREATE TABLE bank_transaction_explanation (
    company_id              bigint NOT NULL,
    id                      bigint NOT NULL DEFAULT nextval('bank_transaction_explanation_id'),
    bank_account_id         bigint NOT NULL,
    bank_transaction_id     bigint NOT NULL,
    dated_on                date NOT NULL,
    -- Positive when money came in, in the account's currency.
    gross_value             numeric(20, 2) NOT NULL CHECK (gross_value <> 0),
    -- What was settled of a document, or arrived in another account, in another currency.
    foreign_currency_value  numeric,
    description             text,
    category                text,
    paid_document_id        bigint,
    -- What of the document is paid by it, in the document's currency: taken back when this goes.
    paid_value              numeric,
    -- In the company's currency: what came in more than the document was booked with.
    exchange_gain           numeric,
    paid_user_id            bigint,
    transfer_bank_account_id bigint,
    -- The other side of a transfer; each names the other.
    linked_explanation_id   bigint,
    sales_tax_is_auto       boolean NOT NULL,
    sales_tax_status        text CHECK (sales_tax_status IN ('TAXABLE', 'EXEMPT', 'OUT_OF_SCOPE')),
    sales_tax_rate          numeric CHECK (sales_tax_rate BETWEEN 0 AND 100),
    manual_sales_tax_amount numeric CHECK (manual_sales_tax_amount >= 0),
    sales_tax_value         numeric NOT NULL,
    native_sales_tax_value  numeric NOT NULL,
    second_sales_tax_status text CHECK (second_sales_tax_status IN ('TAXABLE', 'EXEMPT', 'OUT_OF_SCOPE')),
    second_sales_tax_rate   numeric CHECK (second_sales_tax_rate BETWEEN 0 AND 100),
    second_sales_tax_value  numeric,
    ec_status               text,
    project_id              bigint,
    rebill_type             text CHECK (rebill_type IN ('cost', 'markup', 'price')),
    rebill_factor           numeric CHECK (rebill_factor >= 0),
    property_id             bigint,
    stock_item_id           bigint,
    stock_altering_quantity numeric,
    cheque_number           text,
    receipt_reference       text,
    marked_for_review       boolean NOT NULL,
    updated_at              timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, bank_account_id) REFERENCES bank_account,
    FOREIGN KEY (company_id, bank_transaction_id) REFERENCES bank_transaction,
    FOREIGN KEY (company_id, paid_document_id) REFERENCES document,
    FOREIGN KEY (company_id, paid_user_id) REFERENCES users,
    FOREIGN KEY (company_id, transfer_bank_account_id) REFERENCES bank_account,
    FOREIGN KEY (company_id, linked_explanation_id) REFERENCES bank_transaction_explanation DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (company_id, project_id) REFERENCES project,
    FOREIGN KEY (company_id, property_id) REFERENCES property,
    FOREIGN KEY (company_id, stock_item_id) REFERENCES stock_item,
    CHECK (num_nonnulls(paid_document_id, paid_user_id, transfer_bank_account_id) <= 1),
    CHECK (num_nonnulls(paid_document_id, transfer_bank_account_id, category) = 1),
    CHECK (num_nulls(paid_document_id, paid_value) IN (0, 2)),
    CHECK (rebill_type IS NULL OR project_id IS NOT NULL),
    CHECK ((stock_item_id IS NULL) = (stock_altering_quantity IS NULL))
);
CREATE INDEX bank_transaction_explanation_dated ON bank_transaction_explanation (company_id, bank_account_id, dated_on, id);
CREATE INDEX bank_transaction_explanation_updated ON bank_transaction_explanation (company_id, bank_account_id, updated_at, id);
CREATE INDEX bank_transaction_explanation_line ON bank_transaction_explanation (company_id, bank_transaction_id, id);
CREATE INDEX bank_transaction_explanation_document ON bank_transaction_explanation (company_id, paid_document_id)
    WHERE paid_document_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_user ON bank_transaction_explanation (company_id, paid_user_id) WHERE paid_user_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_transfer ON bank_transaction_explanation (company_id, transfer_bank_account_id)
    WHERE transfer_bank_account_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_linked ON bank_transaction_explanation (company_id, linked_explanation_id)
    WHERE linked_explanation_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_project ON bank_transaction_explanation (company_id, project_id) WHERE project_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_property ON bank_transaction_explanation (company_id, property_id)
    WHERE property_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_stock ON bank_transaction_explanation (company_id, stock_item_id)
    WHERE stock_item_id IS NOT NULL;
CREATE INDEX bank_transaction_explanation_category ON bank_transaction_explanation (company_id, category) WHERE category IS NOT NULL;

SELECT wall_off('bank_transaction_explanation');
