-- The company comes first in every primary key, unique index and foreign key of what belongs to it: tenant isolation,
-- row-level security and distribution by company follow from that. Ids start above 1000.

CREATE SEQUENCE company_id START 1001;
CREATE SEQUENCE user_id START 1001;
CREATE SEQUENCE access_token_id START 1001;
CREATE SEQUENCE bank_account_id START 1001;
CREATE SEQUENCE contact_id START 1001;
CREATE SEQUENCE project_id START 1001;
-- Invoices and credit notes share one id space; so do their items.
CREATE SEQUENCE document_id START 1001;
-- One value is a block of 100 ids that a process hands out by itself: holes between item ids mean nothing.
CREATE SEQUENCE document_item_block START 11;

CREATE TABLE company (
    id                                   bigint PRIMARY KEY DEFAULT nextval('company_id'),
    name                                 text NOT NULL,
    subdomain                            text NOT NULL UNIQUE,
    type                                 text NOT NULL CHECK (type IN (
        'UkLimitedCompany', 'UkLimitedLiabilityPartnership', 'UkPartnership', 'UkSoleTrader', 'UkUnincorporatedLandlord',
        'UsLimitedLiabilityCompany', 'UsPartnership', 'UsSoleProprietor', 'UsCCorp', 'UsSCorp', 'UniversalCompany')),
    currency                             text NOT NULL,
    mileage_units                        text NOT NULL DEFAULT 'miles' CHECK (mileage_units IN ('miles', 'kilometers')),
    company_start_date                   date NOT NULL,
    trading_start_date                   date,
    first_accounting_year_end            date NOT NULL,
    freeagent_start_date                 date NOT NULL,
    address1                             text,
    address2                             text,
    address3                             text,
    town                                 text,
    region                               text,
    postcode                             text,
    country                              text NOT NULL,
    company_registration_number          text,
    contact_email                        text,
    contact_phone                        text,
    website                              text,
    business_type                        text,
    business_category                    text,
    short_date_format                    text NOT NULL DEFAULT 'dd mmm yy'
        CHECK (short_date_format IN ('dd mmm yy', 'dd-mm-yyyy', 'mm/dd/yyyy', 'yyyy-mm-dd')),
    locale                               text NOT NULL DEFAULT 'en',
    -- "Today" of statuses and default dates is the company's own day.
    time_zone                            text NOT NULL DEFAULT 'Europe/London',
    sales_tax_name                       text NOT NULL DEFAULT 'VAT',
    sales_tax_registration_status        text NOT NULL DEFAULT 'Not Registered'
        CHECK (sales_tax_registration_status IN ('Not Registered', 'Registered', 'De-registered')),
    sales_tax_registration_number        text,
    sales_tax_effective_date             date,
    sales_tax_deregistration_effective_date date,
    -- The first rate is the standard one.
    sales_tax_rates                      numeric(9, 6)[] NOT NULL DEFAULT '{20,5,0}',
    sales_tax_is_value_added             boolean NOT NULL DEFAULT true,
    second_sales_tax_name                text,
    second_sales_tax_rates               numeric(9, 6)[] NOT NULL DEFAULT '{}',
    second_sales_tax_is_compound         boolean NOT NULL DEFAULT false,
    vat_first_return_period_ends_on      date,
    initial_vat_basis                    text NOT NULL DEFAULT 'Invoice' CHECK (initial_vat_basis IN ('Invoice', 'Cash')),
    initially_on_frs                     boolean NOT NULL DEFAULT false,
    initial_vat_frs_type                 text,
    vat_frs_type                         text,
    ec_vat_reporting_enabled             boolean NOT NULL DEFAULT false,
    supports_auto_sales_tax_on_purchases boolean NOT NULL DEFAULT true,
    -- Northern Ireland keeps the EC rules for goods after 2020.
    in_northern_ireland                  boolean NOT NULL DEFAULT false,
    cis_subcontractor                    boolean NOT NULL DEFAULT false,
    cis_contractor                       boolean NOT NULL DEFAULT false,
    invoice_additional_text              text,
    created_at                           timestamptz NOT NULL,
    updated_at                           timestamptz NOT NULL
);

CREATE TABLE users (
    company_id             bigint NOT NULL REFERENCES company,
    id                     bigint NOT NULL DEFAULT nextval('user_id'),
    email                  text NOT NULL,
    first_name             text NOT NULL,
    last_name              text NOT NULL,
    role                   text NOT NULL CHECK (role IN (
        'Owner', 'Director', 'Partner', 'Company Secretary', 'Employee', 'Shareholder', 'Accountant')),
    permission_level       integer NOT NULL DEFAULT 7 CHECK (permission_level BETWEEN 0 AND 8),
    opening_mileage        numeric(12, 2) NOT NULL DEFAULT 0,
    ni_number              text,
    unique_tax_reference   text,
    hidden                 boolean NOT NULL DEFAULT false,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX users_email ON users (company_id, lower(email));

CREATE TABLE access_token (
    company_id bigint NOT NULL,
    id         bigint NOT NULL DEFAULT nextval('access_token_id'),
    user_id    bigint NOT NULL,
    name       text NOT NULL,
    -- SHA-256 of the token; the token itself is shown once and stored nowhere.
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, user_id) REFERENCES users
);
-- Not unique: a bearer token is looked up before its company is known, and no index of a company may be unique without it.
CREATE INDEX access_token_hash ON access_token (token_hash);

CREATE TABLE bank_account (
    company_id bigint NOT NULL REFERENCES company,
    id         bigint NOT NULL DEFAULT nextval('bank_account_id'),
    name       text NOT NULL,
    type       text NOT NULL DEFAULT 'StandardBankAccount',
    currency   text NOT NULL,
    is_primary boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE UNIQUE INDEX bank_account_primary ON bank_account (company_id) WHERE is_primary;

-- Units of the company's currency for one unit of another, as last stated for a day.
CREATE TABLE exchange_rate (
    company_id bigint NOT NULL REFERENCES company,
    currency   text NOT NULL,
    dated_on   date NOT NULL,
    rate       numeric NOT NULL CHECK (rate > 0),
    PRIMARY KEY (company_id, currency, dated_on)
);

CREATE TABLE contact (
    company_id                       bigint NOT NULL REFERENCES company,
    id                               bigint NOT NULL DEFAULT nextval('contact_id'),
    first_name                       text,
    last_name                        text,
    organisation_name                text,
    -- Organisation, last and first name in lower case, at most 200 characters: an index entry has a limit.
    sort_name                        text COLLATE "C" NOT NULL CHECK (length(sort_name) <= 200),
    email                            text,
    billing_email                    text,
    phone_number                     text,
    mobile                           text,
    address1                         text,
    address2                         text,
    address3                         text,
    town                             text,
    region                           text,
    postcode                         text,
    country                          text,
    contact_name_on_invoices         boolean NOT NULL DEFAULT true,
    uses_contact_invoice_sequence    boolean NOT NULL DEFAULT false,
    charge_sales_tax                 text NOT NULL DEFAULT 'Auto' CHECK (charge_sales_tax IN ('Auto', 'Always', 'Never')),
    sales_tax_registration_number    text,
    status                           text NOT NULL DEFAULT 'Active' CHECK (status IN ('Active', 'Hidden')),
    default_payment_terms_in_days    integer CHECK (default_payment_terms_in_days >= 0),
    locale                           text NOT NULL DEFAULT 'en',
    emails_invoices_automatically    boolean NOT NULL DEFAULT false,
    emails_payment_reminders         boolean NOT NULL DEFAULT false,
    emails_thank_you_notes           boolean NOT NULL DEFAULT false,
    uses_contact_level_email_settings boolean NOT NULL DEFAULT false,
    is_cis_subcontractor             boolean NOT NULL DEFAULT false,
    cis_deduction_rate               text CHECK (cis_deduction_rate IN ('cis_gross', 'cis_standard', 'cis_higher')),
    unique_tax_reference             text,
    subcontractor_verification_number text,
    created_at                       timestamptz NOT NULL,
    updated_at                       timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    CHECK (organisation_name IS NOT NULL OR (first_name IS NOT NULL AND last_name IS NOT NULL))
);
CREATE INDEX contact_updated ON contact (company_id, updated_at, id);
CREATE INDEX contact_sort_name ON contact (company_id, sort_name, id);

CREATE TABLE project (
    company_id                             bigint NOT NULL,
    id                                     bigint NOT NULL DEFAULT nextval('project_id'),
    contact_id                             bigint NOT NULL,
    name                                   text NOT NULL,
    status                                 text NOT NULL CHECK (status IN ('Active', 'Completed', 'Cancelled', 'Hidden')),
    currency                               text NOT NULL,
    budget_units                           text NOT NULL CHECK (budget_units IN ('Hours', 'Days', 'Monetary')),
    budget                                 bigint NOT NULL DEFAULT 0,
    hours_per_day                          numeric(8, 4) NOT NULL DEFAULT 8 CHECK (hours_per_day > 0 AND hours_per_day <= 24),
    normal_billing_rate                    numeric(20, 2) NOT NULL DEFAULT 0 CHECK (normal_billing_rate >= 0),
    billing_period                         text NOT NULL DEFAULT 'hour' CHECK (billing_period IN ('hour', 'day')),
    contract_po_reference                  text,
    uses_project_invoice_sequence          boolean NOT NULL DEFAULT false,
    is_ir35                                boolean,
    starts_on                              date,
    ends_on                                date,
    include_unbilled_time_in_profitability boolean NOT NULL DEFAULT true,
    created_at                             timestamptz NOT NULL,
    updated_at                             timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contact,
    CHECK (ends_on > starts_on)
);
CREATE INDEX project_contact ON project (company_id, contact_id);
CREATE INDEX project_updated ON project (company_id, updated_at, id);

-- One row for each company. Whoever creates, changes or deletes a document of the company locks it first (several in
-- ascending order of company), so it orders all that touches references, and it keeps the counts that lists need.
CREATE TABLE document_register (
    company_id         bigint PRIMARY KEY REFERENCES company,
    invoices_draft     bigint NOT NULL DEFAULT 0 CHECK (invoices_draft >= 0),
    invoices_scheduled bigint NOT NULL DEFAULT 0 CHECK (invoices_scheduled >= 0),
    invoices_sent      bigint NOT NULL DEFAULT 0 CHECK (invoices_sent >= 0),
    invoices_cancelled bigint NOT NULL DEFAULT 0 CHECK (invoices_cancelled >= 0)
) WITH (fillfactor = 50);

-- The newest document of each scope whose reference ends in a digit: the next automatic reference follows it.
CREATE TABLE reference_sequence (
    company_id       bigint NOT NULL REFERENCES company,
    scope            text NOT NULL CHECK (scope IN ('global', 'contact', 'project')),
    owner_id         bigint NOT NULL,
    last_reference   text,
    last_document_id bigint,
    PRIMARY KEY (company_id, scope, owner_id),
    CHECK ((scope = 'global') = (owner_id = 0)),
    CHECK ((last_reference IS NULL) = (last_document_id IS NULL))
) WITH (fillfactor = 50);

CREATE TABLE document (
    company_id              bigint NOT NULL REFERENCES company,
    -- Taken while the register is locked, so within a company the order of ids is the order of creation.
    id                      bigint NOT NULL,
    kind                    text NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    state                   text NOT NULL CHECK (state IN ('draft', 'scheduled', 'sent', 'cancelled')),
    reference               text NOT NULL CHECK (reference <> '' AND length(reference) <= 255),
    -- The scope as it was when the reference was given; later changes of a contact's or project's flag do not move it.
    sequence_scope          text NOT NULL CHECK (sequence_scope IN ('global', 'contact', 'project')),
    sequence_owner_id       bigint NOT NULL,
    contact_id              bigint NOT NULL,
    project_id              bigint,
    bank_account_id         bigint NOT NULL,
    dated_on                date NOT NULL,
    payment_terms_in_days   integer NOT NULL CHECK (payment_terms_in_days >= 0),
    due_on                  date NOT NULL,
    currency                text NOT NULL,
    exchange_rate           numeric NOT NULL CHECK (exchange_rate > 0),
    net_value               numeric NOT NULL,
    sales_tax_value         numeric NOT NULL,
    second_sales_tax_value  numeric NOT NULL,
    total_value             numeric NOT NULL,
    paid_value              numeric NOT NULL DEFAULT 0,
    paid_on                 date,
    written_off_date        date,
    discount_percent        numeric CHECK (discount_percent BETWEEN 0 AND 100),
    involves_sales_tax      boolean NOT NULL,
    ec_status               text CHECK (ec_status IN ('UK/Non-EC', 'EC Goods', 'EC Services', 'Reverse Charge', 'EC VAT MOSS')),
    place_of_supply         text,
    cis_rate                text CHECK (cis_rate IN ('cis_gross', 'cis_standard', 'cis_higher')),
    cis_deduction           numeric,
    payment_terms           text,
    comments                text,
    po_reference            text,
    client_contact_name     text,
    omit_header             boolean NOT NULL DEFAULT false,
    show_project_name       boolean NOT NULL DEFAULT false,
    always_show_bic_and_iban boolean NOT NULL DEFAULT false,
    send_new_invoice_emails boolean NOT NULL DEFAULT false,
    send_reminder_emails    boolean NOT NULL DEFAULT false,
    send_thank_you_emails   boolean NOT NULL DEFAULT false,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, reference),
    FOREIGN KEY (company_id, contact_id) REFERENCES contact,
    FOREIGN KEY (company_id, project_id) REFERENCES project,
    CHECK ((sequence_scope = 'global') = (sequence_owner_id = 0))
);
CREATE INDEX document_updated ON document (company_id, updated_at, id);
CREATE INDEX document_contact ON document (company_id, contact_id, id);
CREATE INDEX document_dated ON document (company_id, dated_on, id);
CREATE INDEX document_project ON document (company_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX document_unpaid ON document (company_id, due_on, id) WHERE state = 'sent' AND paid_value <> total_value;
-- Finds the document before the newest one when that is deleted. The global scope walks the primary key instead.
CREATE INDEX document_scope ON document (company_id, sequence_scope, sequence_owner_id, id) WHERE sequence_scope <> 'global';

-- No foreign key to the document: items are only ever written in the transaction that holds the company's register and
-- writes the document itself, and the check of that key would cost as much as the row.
CREATE TABLE document_item (
    company_id             bigint NOT NULL,
    id                     bigint NOT NULL,
    document_id            bigint NOT NULL,
    position               integer NOT NULL,
    item_type              text,
    quantity               numeric NOT NULL,
    description            text NOT NULL,
    price                  numeric NOT NULL,
    sales_tax_rate         numeric,
    second_sales_tax_rate  numeric,
    sales_tax_status       text CHECK (sales_tax_status IN ('TAXABLE', 'EXEMPT', 'OUT_OF_SCOPE')),
    second_sales_tax_status text CHECK (second_sales_tax_status IN ('TAXABLE', 'EXEMPT', 'OUT_OF_SCOPE')),
    suffers_cis_deduction  boolean NOT NULL DEFAULT false,
    category               text NOT NULL DEFAULT '001',
    PRIMARY KEY (company_id, id)
);
CREATE INDEX document_item_document ON document_item (company_id, document_id);
