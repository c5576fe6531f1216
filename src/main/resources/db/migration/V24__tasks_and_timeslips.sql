-- What is done in a project. A task goes with its project, unless time was spent on it.
CREATE SEQUENCE task_id START 1001;

CREATE TABLE task (
    company_id     bigint NOT NULL,
    id             bigint NOT NULL DEFAULT nextval('task_id'),
    project_id     bigint NOT NULL,
    name           text NOT NULL,
    is_billable    boolean NOT NULL,
    status         text NOT NULL CHECK (status IN ('Active', 'Completed', 'Hidden')),
    billing_rate   numeric NOT NULL CHECK (billing_rate >= 0),
    billing_period text NOT NULL CHECK (billing_period IN ('hour', 'day')),
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, project_id, name),
    FOREIGN KEY (company_id, project_id) REFERENCES project ON DELETE CASCADE
);
CREATE INDEX task_updated ON task (company_id, updated_at, id);

SELECT wall_off('task');

-- Time that a user spent on a task on a day. A timer that runs has a start; a user has one at most.
CREATE SEQUENCE timeslip_id START 1001;

CREATE TABLE timeslip (
    company_id           bigint NOT NULL,
    id                   bigint NOT NULL DEFAULT nextval('timeslip_id'),
    user_id              bigint NOT NULL,
    task_id              bigint NOT NULL,
    dated_on             date NOT NULL,
    hours                numeric NOT NULL CHECK (hours >= 0),
    comment              text,
    timer_started_at     timestamptz,
    billed_on_invoice_id bigint,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, user_id) REFERENCES users,
    FOREIGN KEY (company_id, task_id) REFERENCES task,
    FOREIGN KEY (company_id, billed_on_invoice_id) REFERENCES document ON DELETE SET NULL (billed_on_invoice_id),
    CHECK (timer_started_at IS NULL OR billed_on_invoice_id IS NULL)
);
CREATE UNIQUE INDEX timeslip_timer ON timeslip (company_id, user_id) WHERE timer_started_at IS NOT NULL;
CREATE INDEX timeslip_dated ON timeslip (company_id, dated_on, id);
CREATE INDEX timeslip_user ON timeslip (company_id, user_id, dated_on, id);
CREATE INDEX timeslip_task ON timeslip (company_id, task_id);
CREATE INDEX timeslip_updated ON timeslip (company_id, updated_at, id);
CREATE INDEX timeslip_invoice ON timeslip (company_id, billed_on_invoice_id) WHERE billed_on_invoice_id IS NOT NULL;

SELECT wall_off('timeslip');
