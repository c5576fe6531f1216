-- Free text about a contact or a project. Who wrote it is told by name, also when the user is gone.
CREATE SEQUENCE note_id START 1001;

CREATE TABLE note (
    company_id  bigint NOT NULL,
    id          bigint NOT NULL DEFAULT nextval('note_id'),
    contact_id  bigint,
    project_id  bigint,
    note        text NOT NULL,
    author_id   bigint,
    -- As it was when the note was written; shown once there is no such user any more.
    author_name text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, contact_id) REFERENCES contact ON DELETE CASCADE,
    FOREIGN KEY (company_id, project_id) REFERENCES project ON DELETE CASCADE,
    FOREIGN KEY (company_id, author_id) REFERENCES users ON DELETE SET NULL (author_id),
    CHECK (num_nonnulls(contact_id, project_id) = 1)
);
CREATE INDEX note_contact ON note (company_id, contact_id, created_at, id) WHERE contact_id IS NOT NULL;
CREATE INDEX note_project ON note (company_id, project_id, created_at, id) WHERE project_id IS NOT NULL;
CREATE INDEX note_author ON note (company_id, author_id);

SELECT wall_off('note');
