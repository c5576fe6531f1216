-- A block is closed while the company's register is locked, so all of its creates wait for it. That took 30 ms and more, for each invoice was
-- looked at twice, numbered and joined with itself. Now each is looked at once in each order. The statements are planned for the place
-- where the block begins: without it, the planner takes what follows it for a third of the table, and goes through an index of all
-- invoices of the company. Nor do they go through the whole table, which one that was empty when it was analysed seems to suggest. In a
-- distributed database each is sent to the machine of one company.
CREATE OR REPLACE VIEW document_tally WITH (security_invoker = true) AS
SELECT company_id, id, updated_at,
       1 AS invoices,
       (state = 'draft')::integer AS drafts,
       (state = 'scheduled')::integer AS scheduled,
       (state = 'sent' AND paid_value < total_value)::integer AS unpaid,
       (state = 'sent' AND total_value > 0 AND paid_value >= total_value)::integer AS paid,
       send_thank_you_emails::integer AS thank_you_emails,
       send_reminder_emails::integer AS reminder_emails,
       dated_on, due_on
FROM document
WHERE kind = 'invoice';

CREATE OR REPLACE FUNCTION close_document_blocks(company bigint, sorted text, size integer DEFAULT 2048) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $function$
DECLARE
    after_at timestamptz := '-infinity';
    after_id bigint := 0;
    end_at timestamptz := '-infinity';
    end_id bigint;
    -- The block's invoices counted by their two days, which are few.
    counted jsonb;
    globally integer := 0;
    rest bigint;
BEGIN
    SELECT b.last_updated_at, b.last_id INTO after_at, after_id
    FROM document_block b WHERE b.company_id = company AND b.sorting = sorted
    ORDER BY b.last_updated_at DESC, b.last_id DESC LIMIT 1;
    IF NOT FOUND THEN
        after_at := '-infinity';
        after_id := 0;
    END IF;
    LOOP
        IF sorted = 'created' THEN
            SELECT jsonb_agg(c), max(c.last_id), coalesce(sum(c.invoices), 0) INTO counted, end_id, rest FROM (
                SELECT t.dated_on, t.due_on, max(t.id) AS last_id, sum(t.invoices) AS invoices, sum(t.drafts) AS drafts,
                       sum(t.scheduled) AS scheduled, sum(t.unpaid) AS unpaid, sum(t.paid) AS paid,
                       sum(t.thank_you_emails) AS thank_you_emails, sum(t.reminder_emails) AS reminder_emails
                FROM (SELECT * FROM document_tally f WHERE f.company_id = company AND f.id > after_id ORDER BY f.id LIMIT size) AS t
                GROUP BY t.dated_on, t.due_on) AS c;
            EXIT WHEN rest < size;
            SELECT count(*) INTO globally FROM document d
            WHERE d.company_id = company AND d.id > after_id AND d.id <= end_id AND d.sequence_scope = 'global';
        ELSE
            SELECT t.updated_at, t.id INTO end_at, end_id FROM document_tally t
            WHERE t.company_id = company AND (t.updated_at, t.id) > (after_at, after_id)
            ORDER BY t.updated_at, t.id OFFSET size - 1 LIMIT 1;
            IF NOT FOUND THEN
                SELECT count(*) INTO rest FROM document_tally t
                WHERE t.company_id = company AND (t.updated_at, t.id) > (after_at, after_id);
                EXIT;
            END IF;
            SELECT jsonb_agg(c) INTO counted FROM (
                SELECT t.dated_on, t.due_on, sum(t.invoices) AS invoices, sum(t.drafts) AS drafts, sum(t.scheduled) AS scheduled,
                       sum(t.unpaid) AS unpaid, sum(t.paid) AS paid, sum(t.thank_you_emails) AS thank_you_emails,
                       sum(t.reminder_emails) AS reminder_emails
                FROM document_tally t
                WHERE t.company_id = company AND (t.updated_at, t.id) > (after_at, after_id)
                  AND (t.updated_at, t.id) <= (end_at, end_id)
                GROUP BY t.dated_on, t.due_on) AS c;
        END IF;
        INSERT INTO document_block
        SELECT company, sorted, end_at, end_id, after_at, after_id, sum(c.invoices), sum(c.drafts), sum(c.scheduled), sum(c.unpaid),
               sum(c.paid), sum(c.thank_you_emails), sum(c.reminder_emails), globally
        FROM jsonb_to_recordset(counted) AS c (
            invoices integer, drafts integer, scheduled integer, unpaid integer, paid integer, thank_you_emails integer,
            reminder_emails integer);
        INSERT INTO document_block_day
        SELECT company, sorted, e.day, end_at, end_id, sum(e.dated), sum(e.dated_unpaid), sum(e.due)
        FROM (SELECT c.dated_on AS day, c.invoices AS dated, c.unpaid AS dated_unpaid, 0 AS due
              FROM jsonb_to_recordset(counted) AS c (dated_on date, invoices integer, unpaid integer)
              UNION ALL
              SELECT c.due_on, 0, 0, c.unpaid
              FROM jsonb_to_recordset(counted) AS c (due_on date, unpaid integer) WHERE c.unpaid > 0) AS e
        GROUP BY e.day;
        after_at := end_at;
        after_id := end_id;
    END LOOP;
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
