-- Invoices that are numbered when they are sent, from series that never give a number twice; docs/internals/strict-series.md
-- tells how. Where a company has not asked for it, nothing here is ever read by a create.

CREATE SEQUENCE reference_series_id START 1001;
CREATE TABLE reference_series (
    company_id     bigint NOT NULL REFERENCES company,
    id             bigint NOT NULL DEFAULT nextval('reference_series_id'),
    name           text NOT NULL CHECK (name <> '' AND length(name) <= 60),
    -- {year} stands for the year of the document's date. What is rendered ends in no digit, so the number begins where it ends.
    prefix         text NOT NULL CHECK (length(prefix) <= 40 AND prefix !~ '[0-9]$'),
    padding        integer NOT NULL CHECK (padding BETWEEN 1 AND 12),
    yearly_reset   boolean NOT NULL CHECK (NOT yearly_reset OR strpos(prefix, '{year}') > 0),
    first_number   bigint NOT NULL CHECK (first_number > 0),
    -- The year that the first number is of; null for whichever comes.
    first_year     integer,
    -- The head: what the newest record has left behind.
    issued         bigint NOT NULL DEFAULT 0 CHECK (issued >= 0),
    next_number    bigint NOT NULL CHECK (next_number > 0),
    year           integer,
    last_dated_on  date,
    last_sha256    text,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, name),
    CHECK ((issued = 0) = (last_dated_on IS NULL) AND (issued = 0) = (last_sha256 IS NULL))
) WITH (fillfactor = 50);

-- What was issued, as it was issued; rows are only ever added. The content names the record before by its hash.
CREATE TABLE issued_document (
    company_id      bigint NOT NULL,
    series_id       bigint NOT NULL,
    position        bigint NOT NULL CHECK (position > 0),
    document_id     bigint NOT NULL,
    reference       text NOT NULL,
    dated_on        date NOT NULL,
    issued_at       timestamptz NOT NULL,
    -- No foreign key: what happened stays when its user goes.
    issued_by       bigint NOT NULL,
    -- The issued invoice that a credit note takes back in full.
    corrects_id     bigint,
    content         text NOT NULL,
    -- SHA-256 of the content's UTF-8, in 64 hexadecimal digits.
    sha256          text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    previous_sha256 text NOT NULL CHECK (previous_sha256 ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (company_id, series_id, position),
    FOREIGN KEY (company_id, series_id) REFERENCES reference_series,
    FOREIGN KEY (company_id, document_id) REFERENCES document
);
CREATE UNIQUE INDEX issued_document_document ON issued_document (company_id, document_id);
CREATE UNIQUE INDEX issued_document_corrects ON issued_document (company_id, corrects_id) WHERE corrects_id IS NOT NULL;

-- The series that the document was issued in, for good. No foreign key: the check would be paid for by every create.
ALTER TABLE document ADD COLUMN series_id bigint;

ALTER TABLE company
    -- Null: invoices are numbered when they are created, as FreeAgent does.
    ADD COLUMN strict_since timestamptz,
    ADD COLUMN invoice_series_id bigint,
    ADD COLUMN credit_note_series_id bigint,
    ADD FOREIGN KEY (id, invoice_series_id) REFERENCES reference_series,
    ADD FOREIGN KEY (id, credit_note_series_id) REFERENCES reference_series,
    ADD CHECK (strict_since IS NULL OR (invoice_series_id IS NOT NULL AND credit_note_series_id IS NOT NULL));
