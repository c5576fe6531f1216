-- What is offered to customers, before it is billed.
CREATE SEQUENCE estimate_id START 1001;
CREATE SEQUENCE estimate_item_id START 1001;

-- One row for each company that has offered something. Whoever creates or changes an estimate of the company locks it first: so ids
-- are in the order of creation, and automatic references follow each other. Invoices never need it.
CREATE TABLE estimate_register (
    company_id bigint PRIMARY KEY REFERENCES company
);

CREATE TABLE estimate (
    company_id                       bigint NOT NULL,
    id                               bigint NOT NULL DEFAULT nextval('estimate_id'),
    status                           text NOT NULL CHECK (status IN ('Draft', 'Open', 'Approved', 'Rejected', 'Invoiced')),
    estimate_type                    text NOT NULL CHECK (estimate_type IN ('Estimate', 'Quote', 'Proposal')),
    reference                        text NOT NULL CHECK (reference <> '' AND length(reference) <= 255),
    contact_id                       bigint NOT NULL,
    project_id                       bigint,
    -- What it became. Several estimates may become one invoice.
    invoice_id                       bigint,
    dated_on                         date NOT NULL,
    currency                         text NOT NULL,
    notes                            text,
    discount_percent                 numeric CHECK (discount_percent BETWEEN 0 AND 100),
    client_contact_name              text,
    ec_status                        text,
    place_of_supply                  text,
    include_sales_tax_on_total_value boolean NOT NULL,
    involves_sales_tax               boolean NOT NULL,
    net_value                        numeric NOT NULL,
    sales_tax_value                  numeric NOT NULL,
    second_sales_tax_value           numeric NOT NULL,
    total_value                      numeric NOT NULL,
    created_at                       timestamptz NOT NULL,
    updated_at                       timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id) REFERENCES estimate_register,
    FOREIGN KEY (company_id, contact_id) REFERENCES contact,
    FOREIGN KEY (company_id, project_id) REFERENCES project,
    FOREIGN KEY (company_id, invoice_id) REFERENCES document,
    CHECK ((status = 'Invoiced') = (invoice_id IS NOT NULL))
);
CREATE INDEX estimate_reference ON estimate (company_id, reference);
CREATE INDEX estimate_contact ON estimate (company_id, contact_id, id);
CREATE INDEX estimate_project ON estimate (company_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX estimate_invoice ON estimate (company_id, invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX estimate_updated ON estimate (company_id, updated_at, id);

CREATE TABLE estimate_item (
    company_id              bigint NOT NULL,
    id                      bigint NOT NULL DEFAULT nextval('estimate_item_id'),
    estimate_id             bigint NOT NULL,
    position                integer NOT NULL,
    item_type               text,
    quantity                numeric NOT NULL,
    description             text NOT NULL,
    price                   numeric NOT NULL,
    sales_tax_rate          numeric,
    second_sales_tax_rate   numeric,
    sales_tax_status        text,
    second_sales_tax_status text,
    category                text NOT NULL,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, estimate_id) REFERENCES estimate ON DELETE CASCADE
);
CREATE INDEX estimate_item_estimate ON estimate_item (company_id, estimate_id, position);

ALTER TABLE company ADD COLUMN estimate_additional_text text;

SELECT wall_off('estimate_register');
SELECT wall_off('estimate');
SELECT wall_off('estimate_item');
