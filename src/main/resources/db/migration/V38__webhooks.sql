-- Webhooks: who is told of changes, what there is to tell, and how far each has been told; docs/internals/webhooks.md.
CREATE SEQUENCE webhook_endpoint_id START 1001;
CREATE SEQUENCE webhook_event_id START 1001;

CREATE TABLE webhook_endpoint (
    company_id      bigint NOT NULL REFERENCES company,
    id              bigint NOT NULL DEFAULT nextval('webhook_endpoint_id'),
    url             text NOT NULL CHECK (length(url) <= 2000),
    description     text CHECK (length(description) <= 255),
    -- Null for all of them, also those that there will be.
    event_types     text[] CHECK (cardinality(event_types) BETWEEN 1 AND 100),
    enabled         boolean NOT NULL,
    -- Why it is not: somebody asked for it, the receiver said that it is gone, nothing got through for days, or too much waits.
    disabled_reason text CHECK (disabled_reason IN ('asked', 'gone', 'failing', 'backlog')),
    -- Sealed with sequitur.webhooks.key (AES-256-GCM, the id as associated data).
    secret          bytea NOT NULL,
    -- What was the secret before; both sign until then.
    previous_secret bytea,
    previous_until  timestamptz,
    -- When something was taken last, to the minute, and until when its receiver asked to be left alone.
    delivered_at    timestamptz,
    rests_until     timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    CHECK (enabled = (disabled_reason IS NULL)),
    CHECK ((previous_secret IS NULL) = (previous_until IS NULL))
);
CREATE INDEX webhook_endpoint_enabled ON webhook_endpoint (company_id) WHERE enabled;

SELECT wall_off('webhook_endpoint');

-- What has happened to a record. No foreign key to it: it may be gone. Of one record, a higher id is later: the id is taken while the
-- record's row is locked by the change.
CREATE TABLE webhook_event (
    company_id  bigint NOT NULL,
    id          bigint NOT NULL DEFAULT nextval('webhook_event_id'),
    type        text NOT NULL,
    record_kind text NOT NULL,
    record_id   bigint NOT NULL,
    reference   text,
    at          timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE INDEX webhook_event_at ON webhook_event (at, company_id, id);
CREATE INDEX webhook_event_record ON webhook_event (company_id, record_kind, record_id, id);

SELECT wall_off('webhook_event');

-- An event on its way to an endpoint. No foreign key to the endpoint: its check would have changes of documents fail when the endpoint is
-- deleted meanwhile. What is left over by that is swept.
CREATE TABLE webhook_delivery (
    company_id      bigint NOT NULL,
    endpoint_id     bigint NOT NULL,
    event_id        bigint NOT NULL,
    record_kind     text NOT NULL,
    record_id       bigint NOT NULL,
    state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
    -- All there were, and those in vain since it was last made to wait.
    attempts        integer NOT NULL DEFAULT 0,
    failures        integer NOT NULL DEFAULT 0,
    -- When it is tried next, as early as it can be without a word about the time; whoever tries it moves this forward first.
    next_attempt_at timestamptz DEFAULT '-infinity',
    -- Whose turn it is: made up anew whenever it is taken, so that who comes too late notices.
    claim           uuid,
    answer_status   integer,
    problem         text,
    delivered_at    timestamptz,
    -- When it began to wait: with its event, or when it was replayed.
    since           timestamptz NOT NULL,
    PRIMARY KEY (company_id, endpoint_id, event_id),
    FOREIGN KEY (company_id, event_id) REFERENCES webhook_event ON DELETE CASCADE,
    CHECK ((state = 'waiting') = (next_attempt_at IS NOT NULL)),
    CHECK (state = 'waiting' OR claim IS NULL)
);
CREATE INDEX webhook_delivery_event ON webhook_delivery (company_id, event_id);
CREATE INDEX webhook_delivery_due ON webhook_delivery (company_id, endpoint_id, next_attempt_at, event_id) WHERE state = 'waiting';
-- Whether an earlier event of the same record still waits.
CREATE INDEX webhook_delivery_order ON webhook_delivery (company_id, endpoint_id, record_kind, record_id, event_id)
    WHERE state = 'waiting';
CREATE INDEX webhook_delivery_claimed ON webhook_delivery (company_id, endpoint_id) WHERE claim IS NOT NULL;
CREATE INDEX webhook_delivery_dead ON webhook_delivery (company_id, event_id) WHERE state = 'dead';

SELECT wall_off('webhook_delivery');

-- The last attempts of each delivery.
CREATE TABLE webhook_attempt (
    company_id    bigint NOT NULL,
    endpoint_id   bigint NOT NULL,
    event_id      bigint NOT NULL,
    number        integer NOT NULL,
    at            timestamptz NOT NULL,
    milliseconds  integer NOT NULL,
    answer_status integer,
    -- The beginning of what it answered.
    answer        text,
    problem       text,
    PRIMARY KEY (company_id, endpoint_id, event_id, number),
    FOREIGN KEY (company_id, endpoint_id, event_id) REFERENCES webhook_delivery ON DELETE CASCADE
);

SELECT wall_off('webhook_attempt');

-- What a change of a row is called, in the order of telling; nothing when nobody could see it.
CREATE FUNCTION webhook_types(kind text, before jsonb, after jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $function$
DECLARE
    happened text[] := '{}';
    was text;
    is_now text;
BEGIN
    IF after IS NULL THEN
        RETURN ARRAY[kind || '.deleted'];
    ELSIF before IS NULL THEN
        happened := ARRAY['created'];
    ELSIF before ->> 'kind' <> after ->> 'kind' THEN
        RETURN ARRAY[(before ->> 'kind') || '.converted', kind || '.created'];
    END IF;
    IF kind IN ('invoice', 'credit_note') THEN
        was := coalesce(before ->> 'state', 'draft');
        is_now := after ->> 'state';
        IF is_now <> was THEN
            happened := happened || CASE is_now WHEN 'draft' THEN 'reopened' ELSE is_now END;
        END IF;
        IF (before ->> 'paid_on' IS NULL) <> (after ->> 'paid_on' IS NULL) THEN
            happened := happened || (CASE WHEN after ->> 'paid_on' IS NULL THEN 'un' ELSE '' END
                || CASE kind WHEN 'invoice' THEN 'paid' ELSE 'refunded' END);
        END IF;
    ELSIF kind = 'estimate' THEN
        was := coalesce(before ->> 'status', 'Draft');
        is_now := after ->> 'status';
        IF is_now <> was THEN
            happened := happened || CASE is_now WHEN 'Draft' THEN 'reopened' WHEN 'Open' THEN 'sent' ELSE lower(is_now) END;
        END IF;
    ELSIF kind = 'mail' THEN
        was := coalesce(before ->> 'state', 'waiting');
        is_now := after ->> 'state';
        IF is_now <> was THEN
            happened := happened || CASE is_now WHEN 'waiting' THEN 'retried' ELSE is_now END;
        END IF;
    END IF;
    IF happened = '{}' AND kind <> 'mail' AND before -> 'updated_at' <> after -> 'updated_at' THEN
        happened := ARRAY['updated'];
    END IF;
    RETURN ARRAY(SELECT kind || '.' || word FROM unnest(happened) WITH ORDINALITY AS w(word, place) ORDER BY place);
END
$function$;

-- Writes what a statement did to rows as events, for the endpoints that want to know: in the transaction of the change, whoever makes it.
-- A company without an endpoint pays for one look that finds nothing.
CREATE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql AS $function$
DECLARE
    changes jsonb[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT FROM webhook_endpoint e WHERE e.enabled AND e.company_id IN (SELECT c.company_id FROM came c)) THEN
            RETURN NULL;
        END IF;
        changes := ARRAY(SELECT jsonb_build_object('after', to_jsonb(c)) FROM came c ORDER BY c.id);
    ELSIF TG_OP = 'UPDATE' THEN
        IF NOT EXISTS (SELECT FROM webhook_endpoint e WHERE e.enabled AND e.company_id IN (SELECT c.company_id FROM came c)) THEN
            RETURN NULL;
        END IF;
        changes := ARRAY(
            SELECT jsonb_build_object('before', to_jsonb(w), 'after', to_jsonb(c))
            FROM went w JOIN came c ON c.company_id = w.company_id AND c.id = w.id ORDER BY c.id);
    ELSE
        IF NOT EXISTS (SELECT FROM webhook_endpoint e WHERE e.enabled AND e.company_id IN (SELECT w.company_id FROM went w)) THEN
            RETURN NULL;
        END IF;
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
            WITH ORDINALITY AS t(type, place)),
    written AS (
        INSERT INTO webhook_event (company_id, id, type, record_kind, record_id, reference, at)
        SELECT o.company_id, nextval('webhook_event_id'), o.type, split_part(o.type, '.', 1), o.record_id, o.reference, o.at
        FROM (SELECT h.* FROM happened h
              WHERE EXISTS (SELECT FROM webhook_endpoint e WHERE e.company_id = h.company_id AND e.enabled
                            AND (e.event_types IS NULL OR h.type = ANY (e.event_types)))
              ORDER BY h.number, h.place) AS o
        RETURNING company_id, id, type, record_kind, record_id, at)
    INSERT INTO webhook_delivery (company_id, endpoint_id, event_id, record_kind, record_id, since)
    SELECT v.company_id, e.id, v.id, v.record_kind, v.record_id, v.at
    FROM written v JOIN webhook_endpoint e ON e.company_id = v.company_id
    WHERE e.enabled AND (e.event_types IS NULL OR v.type = ANY (e.event_types));
    RETURN NULL;
END
$function$;

-- Has the changes of a table told; to be called by each migration that adds one whose records clients see. It needs company_id, id and
-- updated_at. The kind is the word by which a record is named; documents say theirs by themselves.
CREATE FUNCTION announce(announced regclass, kind text) RETURNS void LANGUAGE plpgsql AS $function$
BEGIN
    EXECUTE format('CREATE TRIGGER announced_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS came '
        'FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks(%L)', announced, kind);
    EXECUTE format('CREATE TRIGGER announced_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS went NEW TABLE AS came '
        'FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks(%L)', announced, kind);
    EXECUTE format('CREATE TRIGGER announced_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS went '
        'FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks(%L)', announced, kind);
END
$function$;
REVOKE EXECUTE ON FUNCTION announce(regclass, text) FROM PUBLIC;

SELECT announce('document', 'document'), announce('credit_note_reconciliation', 'credit_note_reconciliation'),
       announce('estimate', 'estimate'), announce('recurring_invoice', 'recurring_invoice'),
       announce('contact', 'contact'), announce('project', 'project'), announce('note', 'note'), announce('task', 'task'),
       announce('timeslip', 'timeslip'), announce('price_list_item', 'price_list_item'), announce('stock_item', 'stock_item'),
       announce('property', 'property'), announce('expense', 'expense'), announce('bank_account', 'bank_account'),
       announce('bank_transaction', 'bank_transaction'),
       announce('bank_transaction_explanation', 'bank_transaction_explanation'),
       announce('sales_tax_period', 'sales_tax_period'), announce('users', 'user'), announce('outgoing_mail', 'mail');
