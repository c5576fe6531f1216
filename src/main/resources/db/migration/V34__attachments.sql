-- The bytes of files, here or in a directory. A file in the directory has a row before it is written and until it is removed, so
-- nothing lies there that no row tells of. Only what is kept may be read; what came in and was never kept, and what was released,
-- is removed by a sweep after a while. Nothing that was released is ever kept again.
CREATE SEQUENCE stored_file_id START 1001;

CREATE TABLE stored_file (
    company_id bigint NOT NULL REFERENCES company,
    id         bigint NOT NULL DEFAULT nextval('stored_file_id'),
    state      text NOT NULL CHECK (state IN ('incoming', 'kept', 'released')),
    since      timestamptz NOT NULL DEFAULT clock_timestamp(),
    size       integer NOT NULL CHECK (size > 0),
    sha256     bytea NOT NULL CHECK (octet_length(sha256) = 32),
    -- In the directory: made up, and nothing of what the client called it. Null when the bytes are here.
    name       text CHECK (name ~ '^[0-9a-f]{32}$'),
    data       bytea CHECK (octet_length(data) = size),
    PRIMARY KEY (company_id, id),
    CHECK (num_nonnulls(name, data) = 1)
);
-- Pictures are compressed already, and a piece of what is not can be read alone.
ALTER TABLE stored_file ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX stored_file_over ON stored_file (since, company_id, id) WHERE state <> 'kept';

SELECT wall_off('stored_file');

-- What hangs on a record, with a column for each kind of record that files hang on.
CREATE SEQUENCE attachment_id START 1001;

CREATE TABLE attachment (
    company_id   bigint NOT NULL,
    id           bigint NOT NULL DEFAULT nextval('attachment_id'),
    expense_id   bigint,
    file_id      bigint NOT NULL,
    file_name    text NOT NULL,
    content_type text NOT NULL,
    description  text,
    -- Whether there are smaller pictures of it: they are made when they are first asked for, and it may turn out that none can be.
    thumbnails   text NOT NULL CHECK (thumbnails IN ('none', 'possible', 'made')),
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, expense_id) REFERENCES expense ON DELETE CASCADE,
    FOREIGN KEY (company_id, file_id) REFERENCES stored_file,
    CHECK (num_nonnulls(expense_id) = 1)
);
CREATE UNIQUE INDEX attachment_expense ON attachment (company_id, expense_id) WHERE expense_id IS NOT NULL;
CREATE UNIQUE INDEX attachment_file ON attachment (company_id, file_id);

SELECT wall_off('attachment');

CREATE TABLE attachment_thumbnail (
    company_id    bigint NOT NULL,
    attachment_id bigint NOT NULL,
    edge          integer NOT NULL CHECK (edge > 0),
    data          bytea NOT NULL,
    PRIMARY KEY (company_id, attachment_id, edge),
    FOREIGN KEY (company_id, attachment_id) REFERENCES attachment ON DELETE CASCADE
);
ALTER TABLE attachment_thumbnail ALTER COLUMN data SET STORAGE EXTERNAL;

SELECT wall_off('attachment_thumbnail');

-- However an attachment goes, also with its record, its file is released with it.
CREATE FUNCTION release_file() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    UPDATE stored_file SET state = 'released', since = clock_timestamp()
    WHERE company_id = OLD.company_id AND id = OLD.file_id;
    RETURN NULL;
END
$function$;
CREATE TRIGGER attachment_gone AFTER DELETE ON attachment FOR EACH ROW EXECUTE FUNCTION release_file();

-- Of no company, one row: the key that links to files are signed with, and the mark by which the directory is known again.
CREATE TABLE file_house (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    signing_key    bytea NOT NULL CHECK (octet_length(signing_key) = 32),
    directory_mark text
);
