-- People sign in to pages. They are not of one company: a person belongs to companies through their users, so these tables do
-- not begin with a company. Of every secret only a hash is kept.

CREATE SEQUENCE person_id START 1001;
CREATE SEQUENCE web_session_id START 1001;

CREATE TABLE person (
    id                   bigint PRIMARY KEY DEFAULT nextval('person_id'),
    email                text NOT NULL,
    -- Argon2id, encoded with its parameters and salt. Null: no password was chosen yet, and nobody can sign in.
    password_hash        text,
    password_changed_at  timestamptz,
    -- AES-256-GCM under the key of this server: the nonce, then the sealed secret. Null: no second step.
    totp_secret          bytea,
    -- Chosen, but not yet confirmed by a first code.
    totp_pending_secret  bytea,
    -- The time step of the last code that was accepted: it and all before are used up.
    totp_last_step       bigint,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_email ON person (lower(email));

ALTER TABLE users ADD COLUMN person_id bigint REFERENCES person;
CREATE INDEX users_person ON users (person_id, company_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX users_person_once ON users (company_id, person_id) WHERE person_id IS NOT NULL;

CREATE TABLE web_session (
    id           bigint PRIMARY KEY DEFAULT nextval('web_session_id'),
    person_id    bigint NOT NULL REFERENCES person ON DELETE CASCADE,
    secret_hash  bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    address      text NOT NULL,
    user_agent   text,
    -- Whether the second step is still to be taken; until then nobody is signed in.
    needs_totp   boolean NOT NULL DEFAULT false
);
CREATE INDEX web_session_person ON web_session (person_id, id);
CREATE INDEX web_session_expiry ON web_session (expires_at);

CREATE TABLE recovery_code (
    person_id bigint NOT NULL REFERENCES person ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    PRIMARY KEY (person_id, code_hash)
);

-- A link that was sent by mail, or printed, and works once.
CREATE TABLE mailed_link (
    secret_hash bytea PRIMARY KEY CHECK (octet_length(secret_hash) = 32),
    purpose     text NOT NULL CHECK (purpose IN ('invitation', 'password_reset', 'setup')),
    person_id   bigint REFERENCES person ON DELETE CASCADE,
    company_id  bigint,
    user_id     bigint,
    -- Where an invitation went: it is void for a user whose address is another one by now.
    email       text,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    FOREIGN KEY (company_id, user_id) REFERENCES users ON DELETE CASCADE,
    CHECK ((purpose = 'password_reset') = (person_id IS NOT NULL)),
    CHECK ((purpose = 'invitation') = (user_id IS NOT NULL)),
    CHECK ((company_id IS NULL) = (user_id IS NULL)),
    CHECK ((user_id IS NULL) = (email IS NULL))
);
CREATE INDEX mailed_link_expiry ON mailed_link (expires_at);
CREATE INDEX mailed_link_person ON mailed_link (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX mailed_link_user ON mailed_link (company_id, user_id) WHERE user_id IS NOT NULL;

-- How often somebody tried in a window of time, by the hash of what is counted; all processes count here.
CREATE TABLE sign_in_failure (
    subject_hash bytea PRIMARY KEY CHECK (octet_length(subject_hash) = 32),
    failures     integer NOT NULL,
    window_ends  timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_end ON sign_in_failure (window_ends);
