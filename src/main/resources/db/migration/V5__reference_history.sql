-- What explains a number that is missing: references that documents have left, and references that did not follow the one
-- before. Whatever was given automatically leaves no trace here.
CREATE TABLE reference_event (
    -- No foreign keys: what happened stays when its user, contact or document goes.
    company_id  bigint NOT NULL,
    id          bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- explicit: a document was given it by request, at its creation or later; chosen: a sequence was told to go on with it, or a
    -- strict series began with it; changed, deleted: a draft left it because it was given another, or was deleted; issued: because
    -- it took its number of a strict series.
    kind        text NOT NULL CHECK (kind IN ('explicit', 'chosen', 'changed', 'deleted', 'issued')),
    -- Ends in a digit; no other takes part in a sequence.
    reference   text NOT NULL CHECK (reference ~ '[0-9]$'),
    document_id bigint,
    user_id     bigint NOT NULL,
    happened_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    CHECK ((kind = 'chosen') = (document_id IS NULL))
);

-- What the next document gets whatever came before it; null for what follows the last reference.
ALTER TABLE reference_sequence ADD COLUMN chosen_reference text CHECK (chosen_reference ~ '[0-9]$');

-- The two halves of a reference that ends in a digit: what stays, and what is counted.
CREATE FUNCTION reference_stem(reference text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN rtrim(reference, '0123456789');

CREATE FUNCTION reference_number(reference text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN nullif(substr(reference, length(rtrim(reference, '0123456789')) + 1), '')::numeric;
