-- What a company writes instead of the built-in texts of its mails about documents.
CREATE TABLE email_template (
    company_id    bigint NOT NULL REFERENCES company,
    kind          text NOT NULL CHECK (kind IN ('new_invoice', 'reminder', 'thank_you', 'estimate', 'credit_note')),
    locale        text NOT NULL CHECK (locale ~ '^[a-z]{2}$'),
    subject       text NOT NULL,
    body          text NOT NULL,
    -- After how many days overdue reminders are sent, rising.
    reminder_days integer[] CHECK (cardinality(reminder_days) BETWEEN 1 AND 10),
    updated_at    timestamptz NOT NULL,
    PRIMARY KEY (company_id, kind, locale),
    CHECK ((kind = 'reminder') = (reminder_days IS NOT NULL))
);

SELECT wall_off('email_template');

-- Why a mail that is sent by itself was not sent when it was due, and when that is tried again. A row counts as long as neither the
-- invoice nor its contact has changed since.
CREATE TABLE mail_problem (
    company_id  bigint NOT NULL,
    document_id bigint NOT NULL,
    cause       text NOT NULL CHECK (cause IN ('scheduled', 'reminder', 'thanks')),
    problem     text NOT NULL,
    noted_at    timestamptz NOT NULL,
    retry_at    timestamptz NOT NULL,
    PRIMARY KEY (company_id, document_id, cause),
    FOREIGN KEY (company_id, document_id) REFERENCES document ON DELETE CASCADE
);

SELECT wall_off('mail_problem');

ALTER TABLE document
    -- The day on which it is next looked whether a reminder is due; null for the day after it is due. Far away when none is to come.
    ADD COLUMN remind_from date,
    -- When its customer was thanked, or when that was past.
    ADD COLUMN thanked_at timestamptz;

-- Until now nobody was thanked: what has been paid by now was paid long ago.
UPDATE document SET thanked_at = now() WHERE send_thank_you_emails AND paid_on IS NOT NULL;

-- What mails are to be sent of, of all companies. What is done leaves the index, or goes behind what is due.
CREATE INDEX document_scheduled ON document (dated_on, company_id, id) WHERE state = 'scheduled';
CREATE INDEX document_to_remind ON document (coalesce(remind_from, due_on + 1), company_id, id)
    WHERE kind = 'invoice' AND state = 'sent' AND send_reminder_emails AND paid_value < total_value;
CREATE INDEX document_to_thank ON document (paid_on, company_id, id)
    WHERE kind = 'invoice' AND state = 'sent' AND send_thank_you_emails AND paid_on IS NOT NULL AND thanked_at IS NULL;
