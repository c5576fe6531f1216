-- Companies that were loaded from an archive: which one it was, so that nobody loads it twice without meaning to.
ALTER TABLE company ADD COLUMN archive_id uuid;

-- What comes from an archive keeps the number that it had there.
CREATE OR REPLACE FUNCTION give_sub_account() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    IF NEW.sub_account IS NOT NULL THEN
        RETURN NEW;
    END IF;
    PERFORM FROM document_register WHERE company_id = NEW.company_id FOR UPDATE;
    EXECUTE format('SELECT coalesce(max(sub_account), 0) + 1 FROM %I WHERE company_id = $1', TG_TABLE_NAME)
        INTO NEW.sub_account USING NEW.company_id;
    RETURN NEW;
END
$function$;

-- A document that was numbered elsewhere has a reference that follows none of those before it.
ALTER TABLE reference_event
    DROP CONSTRAINT reference_event_kind_check,
    ADD CHECK (kind IN ('explicit', 'chosen', 'changed', 'deleted', 'issued', 'imported'));
