-- Mails about documents: written in the transaction that changes the document, sent later, and kept.
CREATE SEQUENCE outgoing_mail_id START 1001;

CREATE TABLE outgoing_mail (
    company_id       bigint NOT NULL REFERENCES company,
    id               bigint NOT NULL DEFAULT nextval('outgoing_mail_id'),
    document_kind    text NOT NULL CHECK (document_kind IN ('invoice', 'credit_note', 'estimate')),
    -- No foreign key: a mail that has left stays when its document goes.
    document_id      bigint NOT NULL,
    -- As it was when the mail was written.
    reference        text NOT NULL,
    cause            text NOT NULL CHECK (cause IN ('asked', 'scheduled', 'reminder', 'thanks')),
    -- What there is one mail of, at most, whoever writes it: "scheduled 1001", "reminder 1001 14". Null for what was asked for.
    once             text,
    sender           text NOT NULL,
    recipients       text[] NOT NULL CHECK (cardinality(recipients) BETWEEN 1 AND 50),
    subject          text NOT NULL,
    body             text NOT NULL,
    encloses_pdf     boolean NOT NULL,
    state            text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'refused', 'cancelled')),
    attempts         integer NOT NULL DEFAULT 0,
    -- When it is tried next; whoever tries it moves this forward first, so that nobody else does meanwhile.
    next_attempt_at  timestamptz,
    -- Whose turn it is: made up anew whenever mails are taken, so that who comes too late notices.
    claim            uuid,
    -- Since when an attempt is under way; what stays here was left by a server that died.
    attempt_began_at timestamptz,
    -- Whether an attempt ended in a way that does not tell whether the mail server has taken the mail.
    may_repeat       boolean NOT NULL DEFAULT false,
    -- Those of the recipients whose answer is final.
    accepted         text[] NOT NULL DEFAULT '{}',
    refused          text[] NOT NULL DEFAULT '{}',
    problem          text,
    sent_at          timestamptz,
    -- When the bytes of its enclosures are dropped; null while they are needed, and once that is done.
    enclosures_until timestamptz,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, once),
    CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CHECK (state = 'waiting' OR (claim IS NULL AND attempt_began_at IS NULL)),
    CHECK (state <> 'waiting' OR enclosures_until IS NULL)
);
CREATE INDEX outgoing_mail_due ON outgoing_mail (next_attempt_at, company_id, id) WHERE state = 'waiting';
CREATE INDEX outgoing_mail_enclosures ON outgoing_mail (enclosures_until, company_id, id) WHERE enclosures_until IS NOT NULL;
CREATE INDEX outgoing_mail_created ON outgoing_mail (company_id, created_at, id);
CREATE INDEX outgoing_mail_document ON outgoing_mail (company_id, document_kind, document_id, id);

SELECT wall_off('outgoing_mail');

-- Files that go with a mail. Position 0 is the PDF of its document, once that has been made: every attempt sends the same bytes.
CREATE TABLE mail_enclosure (
    company_id   bigint NOT NULL,
    mail_id      bigint NOT NULL,
    position     integer NOT NULL,
    file_name    text NOT NULL,
    content_type text NOT NULL,
    data         bytea,
    -- What is left of them when the bytes are dropped.
    dropped_size integer,
    CHECK ((data IS NULL) = (dropped_size IS NOT NULL)),
    PRIMARY KEY (company_id, mail_id, position),
    FOREIGN KEY (company_id, mail_id) REFERENCES outgoing_mail ON DELETE CASCADE
);

SELECT wall_off('mail_enclosure');
