-- What a POST with an Idempotency-Key was answered, written in the transaction of its effect: one is never without the other.
-- Kept for a day.
CREATE TABLE kept_answer (
    -- No foreign key: whoever has a token has a company, and the check would cost every keyed create.
    company_id  bigint NOT NULL,
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    -- SHA-256, in hexadecimal digits, of method, path, query and body: the same key with another request is refused.
    fingerprint text NOT NULL CHECK (length(fingerprint) = 64),
    status      integer NOT NULL CHECK (status BETWEEN 200 AND 299),
    location    text,
    media_type  text NOT NULL,
    body        text NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (company_id, key)
);
CREATE INDEX kept_answer_created ON kept_answer (created_at);
