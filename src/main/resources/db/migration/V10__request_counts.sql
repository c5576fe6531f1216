-- How many requests of whom there were in a minute or an hour, as far as server processes have told each other. It is of no
-- company: a subject is whoever is limited. Nothing is lost when a crash empties it but a minute's or an hour's count.
CREATE UNLOGGED TABLE request_count (
    subject   text        NOT NULL,
    seconds   integer     NOT NULL, -- the length of the window
    starts_at timestamptz NOT NULL,
    requests  integer     NOT NULL,
    PRIMARY KEY (subject, seconds, starts_at)
) WITH (fillfactor = 70);
