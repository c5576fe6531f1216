-- Who did what, when, from where and through which app; docs/internals/schema.md. Written in the transaction of what was done, and
-- never changed.
CREATE TABLE audit_event (
    -- No foreign keys: what was done stays when its user, app or record goes, and each create would pay for the checks.
    company_id  bigint NOT NULL,
    -- Within a company, higher is later, but for what was done in the same moment.
    id          bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL,
    user_id     bigint NOT NULL,
    -- 0: with a token that the user made.
    app_id      bigint NOT NULL,
    address     text NOT NULL,
    action      text NOT NULL,
    record_kind text NOT NULL,
    -- Null where the company has only one.
    record_id   bigint,
    -- The names of what was sent, never a value.
    detail      text NOT NULL,
    PRIMARY KEY (company_id, id)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    RAISE EXCEPTION 'what is in % is never changed', tg_table_name USING ERRCODE = 'insufficient_privilege';
END
$function$;
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

SELECT wall_off('audit_event');
REVOKE UPDATE, DELETE ON audit_event FROM sequitur_app, sequitur_writer;
