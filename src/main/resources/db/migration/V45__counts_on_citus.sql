-- As before, but the block is looked up first: of a distributed database nothing can be joined with the next block of a row.
CREATE OR REPLACE FUNCTION count_document(company bigint, document bigint, change integer) RETURNS void
LANGUAGE plpgsql AS $function$
DECLARE
    changed bigint;
    sorted text;
    place timestamptz;
    block_at timestamptz;
    block_id bigint;
BEGIN
    FOREACH sorted IN ARRAY ARRAY['created', 'updated'] LOOP
        IF sorted = 'created' THEN
            place := '-infinity';
        ELSE
            SELECT d.updated_at INTO place FROM document d WHERE d.company_id = company AND d.id = document;
        END IF;
        SELECT b.last_updated_at, b.last_id INTO block_at, block_id FROM document_block b
        WHERE b.company_id = company AND b.sorting = sorted AND (b.last_updated_at, b.last_id) >= (place, document)
        ORDER BY b.last_updated_at, b.last_id LIMIT 1;
        -- It comes after the last block.
        CONTINUE WHEN NOT FOUND;
        UPDATE document_block b
        SET invoices = b.invoices + change * t.invoices,
            drafts = b.drafts + change * t.drafts,
            scheduled = b.scheduled + change * t.scheduled,
            unpaid = b.unpaid + change * t.unpaid,
            paid = b.paid + change * t.paid,
            thank_you_emails = b.thank_you_emails + change * t.thank_you_emails,
            reminder_emails = b.reminder_emails + change * t.reminder_emails
        FROM document_tally t
        WHERE t.company_id = company AND t.id = document
          AND b.company_id = company AND b.sorting = sorted AND b.last_updated_at = block_at AND b.last_id = block_id;
        IF change > 0 THEN
            INSERT INTO document_block_day
            SELECT DISTINCT company, sorted, t.day, block_at, block_id, 0, 0, 0
            FROM document_day_tally t WHERE t.company_id = company AND t.id = document
            ON CONFLICT DO NOTHING;
        END IF;
        UPDATE document_block_day b
        SET dated = b.dated + change * t.dated,
            dated_unpaid = b.dated_unpaid + change * t.dated_unpaid,
            due = b.due + change * t.due
        FROM (SELECT day, sum(dated) AS dated, sum(dated_unpaid) AS dated_unpaid, sum(due) AS due
              FROM document_day_tally WHERE company_id = company AND id = document GROUP BY day) AS t
        WHERE b.company_id = company AND b.sorting = sorted AND b.day = t.day
          AND b.last_updated_at = block_at AND b.last_id = block_id;
    END LOOP;
    IF change > 0 THEN
        INSERT INTO document_event_day
        SELECT DISTINCT company, day, 0 FROM document_event WHERE company_id = company AND id = document
        ON CONFLICT DO NOTHING;
    END IF;
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

DROP VIEW document_holder;
