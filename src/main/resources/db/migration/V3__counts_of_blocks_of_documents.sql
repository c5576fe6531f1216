-- What lets a list find any page and its total without counting: invoices are counted in blocks, in both orders that a list
-- can have. docs/internals/lists.md tells how.

-- Those of the newest invoices that are in no block yet, at most: what is deleted is not taken off.
ALTER TABLE document_register
    ADD COLUMN created_tail bigint NOT NULL DEFAULT 0 CHECK (created_tail >= 0),
    ADD COLUMN updated_tail bigint NOT NULL DEFAULT 0 CHECK (updated_tail >= 0),
    -- The time at which the last block in the order of change ends: whatever is created bears a later one.
    ADD COLUMN blocks_until timestamptz;

-- Invoices that follow each other, counted. A block begins after the last invoice of the one before it; an invoice that is
-- deleted, or moves to the end of the order because it changes, leaves it. In the order of creation all times are -infinity.
CREATE TABLE document_block (
    company_id       bigint NOT NULL REFERENCES company,
    sorting          text NOT NULL CHECK (sorting IN ('created', 'updated')),
    last_updated_at  timestamptz NOT NULL,
    last_id          bigint NOT NULL,
    after_updated_at timestamptz NOT NULL,
    after_id         bigint NOT NULL,
    invoices         integer NOT NULL CHECK (invoices >= 0),
    drafts           integer NOT NULL CHECK (drafts >= 0),
    scheduled        integer NOT NULL CHECK (scheduled >= 0),
    unpaid           integer NOT NULL CHECK (unpaid >= 0),
    paid             integer NOT NULL CHECK (paid >= 0),
    thank_you_emails integer NOT NULL CHECK (thank_you_emails >= 0),
    reminder_emails  integer NOT NULL CHECK (reminder_emails >= 0),
    -- Documents of any kind numbered by the company when the block was closed; in the order of creation only.
    globals          integer NOT NULL,
    PRIMARY KEY (company_id, sorting, last_updated_at, last_id)
) WITH (fillfactor = 80);

-- The same by days: of the invoices of a block, how many bear a day as their date, and how many unpaid ones are due on it.
CREATE TABLE document_block_day (
    company_id      bigint NOT NULL,
    sorting         text NOT NULL,
    day             date NOT NULL,
    last_updated_at timestamptz NOT NULL,
    last_id         bigint NOT NULL,
    dated           integer NOT NULL CHECK (dated >= 0),
    dated_unpaid    integer NOT NULL CHECK (dated_unpaid >= 0),
    due             integer NOT NULL CHECK (due >= 0),
    PRIMARY KEY (company_id, sorting, day, last_updated_at, last_id),
    FOREIGN KEY (company_id, sorting, last_updated_at, last_id) REFERENCES document_block
) WITH (fillfactor = 80);

-- What the timeline tells of each day, counted. A draft has not happened yet, so creating one changes nothing here.
CREATE TABLE document_event_day (
    company_id bigint NOT NULL REFERENCES company,
    day        date NOT NULL,
    events     integer NOT NULL CHECK (events >= 0),
    PRIMARY KEY (company_id, day)
) WITH (fillfactor = 80);

-- What happened to invoices. The words are those that a client sees.
CREATE VIEW document_event AS
SELECT company_id, id, contact_id, reference, currency, dated_on AS day, 'Invoice' AS name, 'sent' AS verb,
       total_value AS amount
FROM document
WHERE kind = 'invoice' AND state IN ('sent', 'cancelled')
UNION ALL
SELECT company_id, id, contact_id, reference, currency, paid_on, 'Payment', 'received', paid_value
FROM document
WHERE kind = 'invoice' AND state IN ('sent', 'cancelled') AND paid_on IS NOT NULL
UNION ALL
SELECT company_id, id, contact_id, reference, currency, written_off_date, 'Write-off', 'written off',
       total_value - paid_value
FROM document
WHERE kind = 'invoice' AND state IN ('sent', 'cancelled') AND written_off_date IS NOT NULL;

-- What an invoice adds to the counts of its block. The words mean what they mean in InvoiceFilter.
CREATE VIEW document_tally AS
SELECT company_id, id, updated_at,
       1 AS invoices,
       (state = 'draft')::integer AS drafts,
       (state = 'scheduled')::integer AS scheduled,
       (state = 'sent' AND paid_value < total_value)::integer AS unpaid,
       (state = 'sent' AND total_value > 0 AND paid_value >= total_value)::integer AS paid,
       send_thank_you_emails::integer AS thank_you_emails,
       send_reminder_emails::integer AS reminder_emails
FROM document
WHERE kind = 'invoice';

-- What it adds to the counts of days; perhaps two rows of one day.
CREATE VIEW document_day_tally AS
SELECT company_id, id, updated_at, dated_on AS day, 1 AS dated,
       (state = 'sent' AND paid_value < total_value)::integer AS dated_unpaid, 0 AS due
FROM document
WHERE kind = 'invoice'
UNION ALL
SELECT company_id, id, updated_at, due_on, 0, 0, 1
FROM document
WHERE kind = 'invoice' AND state = 'sent' AND paid_value < total_value;

-- Makes blocks of what follows the last block, as long as there is enough for a whole one. To be called by whoever holds the
-- company's register. Without statistics the planner expects few rows, and nested loops over many would never end.
CREATE FUNCTION close_document_blocks(company bigint, sorted text, size integer DEFAULT 2048) RETURNS void
LANGUAGE plpgsql SET enable_nestloop = off AS $function$
DECLARE
    place text := CASE sorted WHEN 'created' THEN 't.id' ELSE 't.updated_at, t.id' END;
    beginning text := CASE sorted WHEN 'created' THEN '$4' ELSE '$3, $4' END;
    after_updated_at timestamptz := '-infinity';
    after_id bigint := 0;
    rest bigint;
BEGIN
    SELECT b.last_updated_at, b.last_id INTO after_updated_at, after_id
    FROM document_block b WHERE b.company_id = company AND b.sorting = sorted
    ORDER BY b.last_updated_at DESC, b.last_id DESC LIMIT 1;
    IF NOT FOUND THEN
        after_updated_at := '-infinity';
        after_id := 0;
    END IF;
    EXECUTE format($query$
        WITH tail AS MATERIALIZED (
            SELECT t.*, (row_number() OVER (ORDER BY %1$s) - 1) / $5 AS block, row_number() OVER (ORDER BY %1$s) AS place
            FROM document_tally t WHERE t.company_id = $1 AND (%1$s) > (%2$s)
        ), block AS MATERIALIZED (
            SELECT block,
                   CASE $2 WHEN 'created' THEN '-infinity' ELSE max(updated_at) END AS last_updated_at,
                   max(id) FILTER (WHERE place %% $5 = 0) AS last_id,
                   sum(invoices) AS invoices, sum(drafts) AS drafts, sum(scheduled) AS scheduled, sum(unpaid) AS unpaid,
                   sum(paid) AS paid, sum(thank_you_emails) AS thank_you_emails, sum(reminder_emails) AS reminder_emails
            FROM tail GROUP BY block HAVING count(*) = $5
        ), closed AS (
            INSERT INTO document_block
            SELECT $1, $2, last_updated_at, last_id, after_updated_at, after_id,
                   invoices, drafts, scheduled, unpaid, paid, thank_you_emails, reminder_emails,
                   CASE $2 WHEN 'created' THEN (
                       SELECT count(*) FROM document d
                       WHERE d.company_id = $1 AND d.id > block.after_id AND d.id <= block.last_id
                         AND d.sequence_scope = 'global') ELSE 0 END
            FROM (SELECT *, coalesce(lag(last_updated_at) OVER (ORDER BY block), $3) AS after_updated_at,
                         coalesce(lag(last_id) OVER (ORDER BY block), $4) AS after_id
                  FROM block) AS block
        ), days AS (
            INSERT INTO document_block_day
            SELECT $1, $2, t.day, block.last_updated_at, block.last_id, sum(t.dated), sum(t.dated_unpaid), sum(t.due)
            FROM document_day_tally t JOIN tail USING (id) JOIN block USING (block)
            WHERE t.company_id = $1 AND (%1$s) > (%2$s)
            GROUP BY t.day, block.last_updated_at, block.last_id
        )
        SELECT (SELECT count(*) FROM tail) - (SELECT count(*) FROM block) * $5
        $query$, place, beginning)
    INTO rest USING company, sorted, after_updated_at, after_id, size;
    IF sorted = 'created' THEN
        UPDATE document_register SET created_tail = rest WHERE company_id = company;
    ELSE
        UPDATE document_register
        SET updated_tail = rest,
            blocks_until = (SELECT b.last_updated_at FROM document_block b
                            WHERE b.company_id = company AND b.sorting = 'updated'
                            ORDER BY b.last_updated_at DESC LIMIT 1)
        WHERE company_id = company;
    END IF;
END
$function$;

-- The blocks that hold an invoice, at most one in each order; none when it comes after the last one.
CREATE VIEW document_holder AS
SELECT d.company_id, d.id, b.sorting, b.last_updated_at, b.last_id
FROM document d
CROSS JOIN LATERAL (VALUES ('created', '-infinity'::timestamptz), ('updated', d.updated_at)) AS s(sorting, place)
CROSS JOIN LATERAL (
    SELECT b.sorting, b.last_updated_at, b.last_id FROM document_block b
    WHERE b.company_id = d.company_id AND b.sorting = s.sorting AND (b.last_updated_at, b.last_id) >= (s.place, d.id)
    ORDER BY b.last_updated_at, b.last_id LIMIT 1) AS b;

-- Adds what the invoice is now to the counts (change 1), or takes it off (change -1). Whoever changes an invoice takes it off
-- before and adds it after.
CREATE FUNCTION count_document(company bigint, document bigint, change integer) RETURNS void
LANGUAGE plpgsql AS $function$
DECLARE
    changed bigint;
BEGIN
    UPDATE document_block b
    SET invoices = b.invoices + change * t.invoices,
        drafts = b.drafts + change * t.drafts,
        scheduled = b.scheduled + change * t.scheduled,
        unpaid = b.unpaid + change * t.unpaid,
        paid = b.paid + change * t.paid,
        thank_you_emails = b.thank_you_emails + change * t.thank_you_emails,
        reminder_emails = b.reminder_emails + change * t.reminder_emails
    FROM document_tally t JOIN document_holder h USING (company_id, id)
    WHERE t.company_id = company AND t.id = document
      AND b.company_id = company AND b.sorting = h.sorting
      AND b.last_updated_at = h.last_updated_at AND b.last_id = h.last_id;
    IF change > 0 THEN
        INSERT INTO document_block_day
        SELECT DISTINCT company, h.sorting, t.day, h.last_updated_at, h.last_id, 0, 0, 0
        FROM document_day_tally t JOIN document_holder h USING (company_id, id)
        WHERE t.company_id = company AND t.id = document
        ON CONFLICT DO NOTHING;
        INSERT INTO document_event_day
        SELECT DISTINCT company, day, 0 FROM document_event WHERE company_id = company AND id = document
        ON CONFLICT DO NOTHING;
    END IF;
    UPDATE document_block_day b
    SET dated = b.dated + change * t.dated,
        dated_unpaid = b.dated_unpaid + change * t.dated_unpaid,
        due = b.due + change * t.due
    FROM document_holder h
    JOIN (SELECT day, sum(dated) AS dated, sum(dated_unpaid) AS dated_unpaid, sum(due) AS due
          FROM document_day_tally WHERE company_id = company AND id = document GROUP BY day) AS t ON true
    WHERE h.company_id = company AND h.id = document
      AND b.company_id = company AND b.sorting = h.sorting AND b.day = t.day
      AND b.last_updated_at = h.last_updated_at AND b.last_id = h.last_id;
    UPDATE document_event_day e
    SET events = e.events + change * t.events
    FROM (SELECT day, count(*) AS events FROM document_event
          WHERE company_id = company AND id = document GROUP BY day) AS t
    WHERE e.company_id = company AND e.day = t.day;
    IF change > 0 THEN
        UPDATE document_register SET updated_tail = updated_tail + 1 WHERE company_id = company
        RETURNING updated_tail INTO changed;
        IF changed >= 2048 THEN
            PERFORM close_document_blocks(company, 'updated');
        END IF;
    END IF;
END
$function$;

-- Counts anew all that is kept about the invoices of a company; for those who wrote into the tables by themselves. To be called
-- while nobody writes documents of the company.
CREATE FUNCTION recount_documents(company bigint, size integer DEFAULT 2048) RETURNS void
LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM 1 FROM document_register WHERE company_id = company FOR UPDATE;
    DELETE FROM document_block_day WHERE company_id = company;
    DELETE FROM document_block WHERE company_id = company;
    DELETE FROM document_event_day WHERE company_id = company;
    INSERT INTO document_event_day
    SELECT company_id, day, count(*) FROM document_event WHERE company_id = company GROUP BY company_id, day;
    UPDATE document_register SET (invoices_draft, invoices_scheduled, invoices_sent, invoices_cancelled) = (
        SELECT count(*) FILTER (WHERE state = 'draft'), count(*) FILTER (WHERE state = 'scheduled'),
               count(*) FILTER (WHERE state = 'sent'), count(*) FILTER (WHERE state = 'cancelled')
        FROM document WHERE company_id = company AND kind = 'invoice')
    WHERE company_id = company;
    PERFORM close_document_blocks(company, 'created', size);
    PERFORM close_document_blocks(company, 'updated', size);
END
$function$;

-- Only invoices are listed in the order of their changes; an index of them alone answers what changed since without the table.
DROP INDEX document_updated;
CREATE INDEX document_updated ON document (company_id, updated_at, id) WHERE kind = 'invoice';

-- The balances of contacts, without the table.
CREATE INDEX document_owed ON document (company_id, contact_id) INCLUDE (total_value, paid_value, exchange_rate)
    WHERE state = 'sent' AND paid_value <> total_value AND written_off_date IS NULL;

-- The timeline, by what happens seldom or late.
CREATE INDEX document_paid_on ON document (company_id, paid_on, id) WHERE paid_on IS NOT NULL;
CREATE INDEX document_written_off ON document (company_id, written_off_date, id) WHERE written_off_date IS NOT NULL;

SELECT recount_documents(company_id) FROM document_register;
