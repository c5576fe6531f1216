-- What an invoice is to say again and again. The columns that make up an invoice have the names that they have in document.
CREATE SEQUENCE recurring_invoice_id START 1001;

CREATE TABLE recurring_invoice (
    company_id               bigint NOT NULL REFERENCES company,
    id                       bigint NOT NULL DEFAULT nextval('recurring_invoice_id'),
    status                   text NOT NULL CHECK (status IN ('draft', 'active')),
    frequency                text NOT NULL CHECK (frequency IN (
        'Weekly', 'Two Weekly', 'Four Weekly', 'Monthly', 'Two Monthly', 'Quarterly', 'Biannually', 'Annually', '2-Yearly')),
    recurring_end_date       date,
    -- The day of the newest invoice that came of it, and of the next one; null when none is to come.
    last_recurred_on         date,
    next_recurs_on           date,
    -- On whose behalf its invoices are made; the user may be gone.
    user_id                  bigint NOT NULL,
    -- Why the last attempt was refused, and when the next one is due.
    problem                  text,
    retry_at                 timestamptz,
    -- Of the first invoice: asked for, or known once that is there.
    reference                text CHECK (reference <> '' AND length(reference) <= 255),
    contact_id               bigint NOT NULL,
    project_id               bigint,
    bank_account_id          bigint NOT NULL,
    dated_on                 date NOT NULL,
    payment_terms_in_days    integer NOT NULL CHECK (payment_terms_in_days >= 0),
    due_on                   date NOT NULL,
    currency                 text NOT NULL,
    exchange_rate            numeric NOT NULL CHECK (exchange_rate > 0),
    net_value                numeric NOT NULL,
    sales_tax_value          numeric NOT NULL,
    second_sales_tax_value   numeric NOT NULL,
    total_value              numeric NOT NULL,
    discount_percent         numeric CHECK (discount_percent BETWEEN 0 AND 100),
    involves_sales_tax       boolean NOT NULL,
    ec_status                text,
    place_of_supply          text,
    cis_rate                 text,
    cis_deduction            numeric,
    payment_terms            text,
    comments                 text,
    po_reference             text,
    client_contact_name      text,
    omit_header              boolean NOT NULL,
    show_project_name        boolean NOT NULL,
    always_show_bic_and_iban boolean NOT NULL,
    send_new_invoice_emails  boolean NOT NULL,
    send_reminder_emails     boolean NOT NULL,
    send_thank_you_emails    boolean NOT NULL,
    created_at               timestamptz NOT NULL,
    updated_at               timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contact,
    FOREIGN KEY (company_id, project_id) REFERENCES project
);
CREATE INDEX recurring_invoice_contact ON recurring_invoice (company_id, contact_id, id);
CREATE INDEX recurring_invoice_project ON recurring_invoice (company_id, project_id) WHERE project_id IS NOT NULL;
-- Whatever is due, of all companies.
CREATE INDEX recurring_invoice_next ON recurring_invoice (next_recurs_on, company_id, id)
    WHERE status = 'active' AND next_recurs_on IS NOT NULL;

CREATE TABLE recurring_invoice_item (LIKE document_item INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE recurring_invoice_item
    ADD PRIMARY KEY (company_id, id),
    ADD FOREIGN KEY (company_id, document_id) REFERENCES recurring_invoice ON DELETE CASCADE;
CREATE INDEX recurring_invoice_item_document ON recurring_invoice_item (company_id, document_id);

SELECT wall_off('recurring_invoice');
SELECT wall_off('recurring_invoice_item');

-- Of what an invoice came, and for which day of it: one a day, whatever races. No foreign key: every create would pay for its check,
-- and whoever deletes a recurring invoice holds the register, as does whoever makes an invoice of it.
ALTER TABLE document
    ADD COLUMN recurring_invoice_id bigint,
    ADD COLUMN recurs_on date,
    ADD CHECK (recurs_on IS NULL OR kind = 'invoice');
CREATE UNIQUE INDEX document_recurring ON document (company_id, recurring_invoice_id, recurs_on)
    WHERE recurring_invoice_id IS NOT NULL;
