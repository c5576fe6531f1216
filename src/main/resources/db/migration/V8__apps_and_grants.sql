-- Apps ask people for access to their companies (OAuth 2). An app is of no company, and a token is looked up before its company is
-- known, so these tables do not begin with a company. Of every secret, code and token only its SHA-256 is kept.

CREATE SEQUENCE app_id START 1001;
CREATE SEQUENCE oauth_grant_id START 1001;
CREATE SEQUENCE oauth_token_id START 1001;

CREATE TABLE app (
    id         bigint PRIMARY KEY DEFAULT nextval('app_id'),
    name       text NOT NULL CHECK (name <> '' AND length(name) <= 100),
    client_id  text NOT NULL UNIQUE,
    -- A company app acts for one user of one company; a practice app for a person, in whichever company each request names.
    kind       text NOT NULL CHECK (kind IN ('company', 'practice')),
    -- Who registered it in the pages; null: the command line.
    person_id  bigint REFERENCES person ON DELETE SET NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX app_person ON app (person_id) WHERE person_id IS NOT NULL;

-- The live ones, two at most; a revoked one is gone.
CREATE TABLE app_secret (
    app_id      bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    slot        smallint NOT NULL CHECK (slot IN (1, 2)),
    secret_hash bytea NOT NULL CHECK (octet_length(secret_hash) = 32),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (app_id, slot)
);

CREATE TABLE app_redirect_uri (
    app_id bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    uri    text NOT NULL CHECK (length(uri) <= 2000),
    PRIMARY KEY (app_id, uri)
);

-- What a person approved once. Its row is locked by whoever exchanges a code or a refresh token of it.
CREATE TABLE oauth_grant (
    id         bigint PRIMARY KEY DEFAULT nextval('oauth_grant_id'),
    app_id     bigint NOT NULL REFERENCES app ON DELETE CASCADE,
    person_id  bigint REFERENCES person ON DELETE CASCADE,
    -- Null for a practice app.
    company_id bigint,
    user_id    bigint,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    FOREIGN KEY (company_id, user_id) REFERENCES users ON DELETE CASCADE,
    CHECK ((company_id IS NULL) = (user_id IS NULL)),
    CHECK (company_id IS NOT NULL OR person_id IS NOT NULL)
);
CREATE INDEX oauth_grant_app ON oauth_grant (app_id);
CREATE INDEX oauth_grant_person ON oauth_grant (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX oauth_grant_revoked ON oauth_grant (revoked_at) WHERE revoked_at IS NOT NULL;
CREATE INDEX oauth_grant_user ON oauth_grant (company_id, user_id) WHERE company_id IS NOT NULL;

CREATE TABLE oauth_code (
    code_hash      bytea PRIMARY KEY CHECK (octet_length(code_hash) = 32),
    grant_id       bigint NOT NULL REFERENCES oauth_grant ON DELETE CASCADE,
    redirect_uri   text NOT NULL,
    -- The S256 challenge of PKCE, if the app sent one.
    code_challenge text,
    expires_at     timestamptz NOT NULL,
    used_at        timestamptz
);
CREATE INDEX oauth_code_grant ON oauth_code (grant_id);
CREATE INDEX oauth_code_expiry ON oauth_code (expires_at);

CREATE TABLE oauth_token (
    id            bigint PRIMARY KEY DEFAULT nextval('oauth_token_id'),
    grant_id      bigint NOT NULL REFERENCES oauth_grant ON DELETE CASCADE,
    kind          text NOT NULL CHECK (kind IN ('access', 'refresh')),
    token_hash    bytea NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
    -- The refresh token that it was given for; null: for the code.
    issued_from   bigint REFERENCES oauth_token ON DELETE SET NULL,
    expires_at    timestamptz NOT NULL,
    first_used_at timestamptz,
    -- Of a refresh token: since when what was given for it is in use. To present it after that gives the grant away.
    superseded_at timestamptz,
    revoked_at    timestamptz
);
CREATE INDEX oauth_token_grant ON oauth_token (grant_id);
CREATE INDEX oauth_token_issued_from ON oauth_token (issued_from) WHERE issued_from IS NOT NULL;
CREATE INDEX oauth_token_expiry ON oauth_token (expires_at);
CREATE INDEX oauth_token_superseded ON oauth_token (superseded_at) WHERE superseded_at IS NOT NULL;
