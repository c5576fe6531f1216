-- The second lock between companies: whatever a query forgets, PostgreSQL shows a connection its own company only. The first is
-- that every query names the company. Whoever owns the tables is not held back; docs/internals/schema.md tells who works as what.

-- Roles are of the whole cluster, and its databases share them: they can do nothing anywhere that was not granted there.
DO $do$
DECLARE
    needed text;
    usable text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
    advice text := 'ask an administrator of the database for: CREATE ROLE sequitur_app NOLOGIN; '
        'CREATE ROLE sequitur_writer NOLOGIN; GRANT sequitur_app, sequitur_writer TO ' || quote_ident(current_user);
BEGIN
    FOREACH needed IN ARRAY ARRAY['sequitur_app', 'sequitur_writer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = needed) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', needed);
            EXCEPTION
                -- Another database of the cluster was quicker.
                WHEN duplicate_object OR unique_violation THEN NULL;
                WHEN insufficient_privilege THEN
                    RAISE EXCEPTION 'the role % is missing and % may not create it; %', needed, current_user, advice;
            END;
        END IF;
        IF NOT pg_has_role(current_user, needed, usable) THEN
            BEGIN
                EXECUTE format('GRANT %I TO %I', needed, current_user);
            EXCEPTION WHEN insufficient_privilege THEN
                RAISE EXCEPTION '% may not work as the role %; %', current_user, needed, advice;
            END;
        END IF;
    END LOOP;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO sequitur_app, sequitur_writer', current_schema());
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO sequitur_app, sequitur_writer', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO sequitur_app, sequitur_writer',
                   current_schema());
END
$do$;

-- Puts a table behind the wall; to be called by each migration that adds one with company_id. Without a company set, or with an
-- empty one, nothing is equal to null: no row is seen and none can be written. One company is compared with "=", which the
-- planner combines with the query's own condition; a batch of the writers may be about several.
CREATE FUNCTION wall_off(walled regclass, key text DEFAULT 'company_id') RETURNS void LANGUAGE plpgsql AS $function$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format($policy$
        CREATE POLICY company_wall ON %s TO sequitur_app
        USING (%I = (SELECT nullif(current_setting('sequitur.company_id', true), '')::bigint))
        $policy$, walled, key);
    EXECUTE format($policy$
        CREATE POLICY batch_wall ON %s TO sequitur_writer
        USING (%I = ANY ((SELECT nullif(current_setting('sequitur.company_ids', true), '')::bigint[])::bigint[]))
        $policy$, walled, key);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO sequitur_app, sequitur_writer', walled);
END
$function$;
REVOKE EXECUTE ON FUNCTION wall_off(regclass, text) FROM PUBLIC;

DO $do$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT c.oid::regclass AS relation, c.relkind
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'company_id' AND NOT a.attisdropped
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v')
    LOOP
        IF one.relkind = 'v' THEN
            -- Else a view would look with its owner's eyes, past the wall.
            EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', one.relation);
            EXECUTE format('GRANT SELECT ON %s TO sequitur_app, sequitur_writer', one.relation);
        ELSE
            PERFORM wall_off(one.relation);
        END IF;
    END LOOP;
END
$do$;
SELECT wall_off('company', 'id');

-- No company is founded or given up by a request, and tokens are looked up before a company is known: neither is a request's business.
REVOKE INSERT, DELETE ON company FROM sequitur_app, sequitur_writer;
REVOKE ALL ON access_token FROM sequitur_app, sequitur_writer;
-- But for those of a user who is removed.
GRANT SELECT (company_id, user_id), DELETE ON access_token TO sequitur_app;
