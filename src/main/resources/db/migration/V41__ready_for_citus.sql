-- What the functions below did, in statements that Citus can send to the machine of one company: each compares company_id with what is
-- known before it runs, and none inserts within another one. On one machine nothing changes.

-- In a database that is distributed, a table of companies is sent to its companies' machines instead, and there is no wall: Citus does
-- not tell its machines for which company a connection works, and has no policies with queries in them. A foreign key to another
-- table of companies is added after that.
CREATE OR REPLACE FUNCTION wall_off(walled regclass, key text DEFAULT 'company_id') RETURNS void LANGUAGE plpgsql AS $function$
DECLARE
    distributed boolean := false;
    own text := 'nullif(current_setting(''sequitur.company_id'', true), '''')::bigint';
    several text := 'nullif(current_setting(''sequitur.company_ids'', true), '''')::bigint[]';
BEGIN
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO sequitur_app, sequitur_writer', walled);
    IF to_regclass('pg_dist_partition') IS NOT NULL THEN
        EXECUTE 'SELECT EXISTS (SELECT FROM pg_dist_partition WHERE logicalrelid = ''document_register''::regclass AND partmethod = ''h'')'
            INTO distributed;
    END IF;
    IF distributed AND EXISTS (
        SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::smallint[])
        WHERE i.indrelid = walled AND i.indisprimary AND a.attname = key)
    THEN
        PERFORM create_distributed_table(walled, key, colocate_with => 'document_register');
        RETURN;
    END IF;
    IF NOT distributed THEN
        own := '(SELECT ' || own || ')';
        several := '((SELECT ' || several || ')::bigint[])';
    END IF;
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('CREATE POLICY company_wall ON %s TO sequitur_app USING (%I = %s)', walled, key, own);
    EXECUTE format('CREATE POLICY batch_wall ON %s TO sequitur_writer USING (%I = ANY (%s))', walled, key, several);
END
$function$;

CREATE OR REPLACE FUNCTION close_document_blocks(company bigint, sorted text, size integer DEFAULT 2048) RETURNS void
LANGUAGE plpgsql SET enable_nestloop = off AS $function$
DECLARE
    place text := CASE sorted WHEN 'created' THEN 't.id' ELSE 't.updated_at, t.id' END;
    beginning text := CASE sorted WHEN 'created' THEN '$4' ELSE '$3, $4' END;
    -- What comes after the last block, each with the number of the block that it will be in.
    tail text := format($query$
        tail AS MATERIALIZED (
            SELECT t.*, (row_number() OVER (ORDER BY %1$s) - 1) / $5 AS block, row_number() OVER (ORDER BY %1$s) AS place
            FROM document_tally t WHERE t.company_id = $1 AND (%1$s) > (%2$s)
        )
        $query$, place, beginning);
    done_at timestamptz;
    done_id bigint;
    closed jsonb;
    rest bigint;
BEGIN
    SELECT b.last_updated_at, b.last_id INTO done_at, done_id
    FROM document_block b WHERE b.company_id = company AND b.sorting = sorted
    ORDER BY b.last_updated_at DESC, b.last_id DESC LIMIT 1;
    IF NOT FOUND THEN
        done_at := '-infinity';
        done_id := 0;
    END IF;
    EXECUTE format($query$
        WITH %1$s, block AS MATERIALIZED (
            SELECT block,
                   CASE $2 WHEN 'created' THEN '-infinity' ELSE max(updated_at) END AS last_updated_at,
                   max(id) FILTER (WHERE place %% $5 = 0) AS last_id,
                   sum(invoices) AS invoices, sum(drafts) AS drafts, sum(scheduled) AS scheduled, sum(unpaid) AS unpaid,
                   sum(paid) AS paid, sum(thank_you_emails) AS thank_you_emails, sum(reminder_emails) AS reminder_emails
            FROM tail GROUP BY block HAVING count(*) = $5
        )
        SELECT jsonb_agg(b), (SELECT count(*) FROM tail) - count(*) * $5
        FROM (SELECT a.*, CASE $2 WHEN 'created' THEN (
                         SELECT count(*) FROM document d
                         WHERE d.company_id = $1 AND d.id > a.after_id AND d.id <= a.last_id
                           AND d.sequence_scope = 'global') ELSE 0 END AS globals
              FROM (SELECT *, coalesce(lag(last_updated_at) OVER (ORDER BY block), $3) AS after_updated_at,
                           coalesce(lag(last_id) OVER (ORDER BY block), $4) AS after_id
                    FROM block) AS a) AS b
        $query$, tail)
    INTO closed, rest USING company, sorted, done_at, done_id, size;
    IF closed IS NOT NULL THEN
        INSERT INTO document_block
        SELECT company, sorted, b.last_updated_at, b.last_id, b.after_updated_at, b.after_id,
               b.invoices, b.drafts, b.scheduled, b.unpaid, b.paid, b.thank_you_emails, b.reminder_emails, b.globals
        FROM jsonb_to_recordset(closed) AS b (
            last_updated_at timestamptz, last_id bigint, after_updated_at timestamptz, after_id bigint, invoices integer, drafts integer,
            scheduled integer, unpaid integer, paid integer, thank_you_emails integer, reminder_emails integer, globals integer);
        EXECUTE format($query$
            WITH %1$s
            INSERT INTO document_block_day
            SELECT $1, $2, t.day, block.last_updated_at, block.last_id, sum(t.dated), sum(t.dated_unpaid), sum(t.due)
            FROM document_day_tally t JOIN tail USING (id)
                JOIN jsonb_to_recordset($6) AS block(block bigint, last_updated_at timestamptz, last_id bigint) USING (block)
            WHERE t.company_id = $1 AND (%2$s) > (%3$s)
            GROUP BY t.day, block.last_updated_at, block.last_id
            $query$, tail, place, beginning)
        USING company, sorted, done_at, done_id, size, closed;
    END IF;
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

CREATE OR REPLACE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    companies bigint[];
    listening jsonb;
    changes jsonb[];
    written jsonb;
BEGIN
    IF TG_OP = 'DELETE' THEN
        companies := ARRAY(SELECT DISTINCT w.company_id FROM went w);
    ELSE
        companies := ARRAY(SELECT DISTINCT c.company_id FROM came c);
    END IF;
    -- A statement that touched no row.
    IF companies = '{}' THEN
        RETURN NULL;
    END IF;
    listening := (
        SELECT jsonb_agg(jsonb_build_object('company_id', e.company_id, 'id', e.id, 'event_types', e.event_types))
        FROM webhook_endpoint e WHERE e.enabled AND e.company_id = ANY (companies));
    IF listening IS NULL THEN
        RETURN NULL;
    END IF;
    IF TG_OP = 'INSERT' THEN
        changes := ARRAY(SELECT jsonb_build_object('after', to_jsonb(c)) FROM came c ORDER BY c.id);
    ELSIF TG_OP = 'UPDATE' THEN
        changes := ARRAY(
            SELECT jsonb_build_object('before', to_jsonb(w), 'after', to_jsonb(c))
            FROM went w JOIN came c ON c.company_id = w.company_id AND c.id = w.id ORDER BY c.id);
    ELSE
        changes := ARRAY(SELECT jsonb_build_object('before', to_jsonb(w)) FROM went w ORDER BY w.id);
    END IF;
    WITH happened AS (
        SELECT (r.stands ->> 'company_id')::bigint AS company_id, t.type, (r.stands ->> 'id')::bigint AS record_id,
               r.stands ->> 'reference' AS reference,
               coalesce((r.after ->> 'updated_at')::timestamptz, now()) AS at, r.number, t.place
        FROM (SELECT c.change -> 'before' AS before, c.change -> 'after' AS after,
                     coalesce(c.change -> 'after', c.change -> 'before') AS stands, c.number
              FROM unnest(changes) WITH ORDINALITY AS c(change, number)) AS r
        CROSS JOIN LATERAL unnest(webhook_types(
            CASE TG_ARGV[0] WHEN 'document' THEN r.stands ->> 'kind' ELSE TG_ARGV[0] END, r.before, r.after))
            WITH ORDINALITY AS t(type, place))
    SELECT jsonb_agg(jsonb_build_object(
               'company_id', o.company_id, 'id', nextval('webhook_event_id'), 'type', o.type, 'record_id', o.record_id,
               'reference', o.reference, 'at', o.at))
    INTO written
    FROM (SELECT h.* FROM happened h
          WHERE EXISTS (SELECT FROM jsonb_to_recordset(listening) AS e(company_id bigint, event_types text[])
                        WHERE e.company_id = h.company_id AND (e.event_types IS NULL OR h.type = ANY (e.event_types)))
          ORDER BY h.number, h.place) AS o;
    IF written IS NULL THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_event (company_id, id, type, record_kind, record_id, reference, at)
    SELECT v.company_id, v.id, v.type, split_part(v.type, '.', 1), v.record_id, v.reference, v.at
    FROM jsonb_to_recordset(written) AS v(
        company_id bigint, id bigint, type text, record_id bigint, reference text, at timestamptz);
    INSERT INTO webhook_delivery (company_id, endpoint_id, event_id, record_kind, record_id, since)
    SELECT v.company_id, e.id, v.id, split_part(v.type, '.', 1), v.record_id, v.at
    FROM jsonb_to_recordset(written) AS v(company_id bigint, id bigint, type text, record_id bigint, at timestamptz)
    JOIN jsonb_to_recordset(listening) AS e(company_id bigint, id bigint, event_types text[]) ON e.company_id = v.company_id
    WHERE e.event_types IS NULL OR v.type = ANY (e.event_types);
    RETURN NULL;
END
$function$;

-- By statement_timestamp(), which is known before a machine is asked; clock_timestamp() is not.
CREATE OR REPLACE FUNCTION release_file() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    UPDATE stored_file SET state = 'released', since = statement_timestamp()
    WHERE company_id = OLD.company_id AND id = OLD.file_id;
    RETURN NULL;
END
$function$;

-- The time by which a record changes when the clock has not moved. PostgreSQL counts the addition of an interval as depending on the
-- time zone, which a millisecond does not.
CREATE FUNCTION moment_after(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN moment + interval '1 millisecond';
