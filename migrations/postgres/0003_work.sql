-- Work that customers follow and take part in: visits, comments, fault reports, readings, self-checks, video sessions; who
-- is told of it, and how.

-- Orders (R31, R33): the staff person who is assigned, beside the name that was imported; urgency; who asked for it.
ALTER TABLE service_order ADD COLUMN technician_id UUID REFERENCES staff (id);
ALTER TABLE service_order ADD COLUMN urgency TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE service_order ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
CREATE INDEX service_order_by_technician ON service_order (technician_id);
-- The number of the newest order and fault report that have no external number.
ALTER TABLE organization ADD COLUMN order_seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organization ADD COLUMN fault_seq BIGINT NOT NULL DEFAULT 0;

-- Planned and past visits of an order (R31, R38).
CREATE TABLE visit (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    order_id UUID NOT NULL REFERENCES service_order (id),
    technician_id UUID REFERENCES staff (id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX visit_by_order ON visit (order_id, starts_at);
CREATE INDEX visit_by_customer ON visit (customer_id, starts_at);

-- What customers read of an order's history (R31).
CREATE TABLE order_event (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    order_id UUID NOT NULL REFERENCES service_order (id),
    at TIMESTAMPTZ NOT NULL,
    kind TEXT NOT NULL,
    by_name TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX order_event_by_order ON order_event (order_id, at, id);

-- Comments (R32). An internal one is never shown to a customer (R14).
CREATE TABLE comment (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    order_id UUID NOT NULL REFERENCES service_order (id),
    author_kind TEXT NOT NULL,
    staff_id UUID REFERENCES staff (id),
    customer_user_id UUID REFERENCES customer_user (id) ON DELETE SET NULL,
    author_name TEXT NOT NULL,
    internal BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (order_id, sent_key)
);
CREATE INDEX comment_by_order ON comment (order_id, created_at, id);

-- Fault reports (R33): each makes a work order at once.
CREATE TABLE fault_report (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    number TEXT COLLATE "C" NOT NULL,
    order_id UUID NOT NULL REFERENCES service_order (id),
    facility_id UUID REFERENCES facility (id),
    object_id UUID REFERENCES service_object (id),
    customer_user_id UUID REFERENCES customer_user (id) ON DELETE SET NULL,
    reported_by TEXT NOT NULL,
    body TEXT NOT NULL,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    unheard BOOLEAN NOT NULL,
    taken_by TEXT,
    taken_at TIMESTAMPTZ,
    closed_at TIMESTAMPTZ,
    answer TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, number),
    UNIQUE (organization_id, sent_key)
);
CREATE INDEX fault_report_by_state ON fault_report (organization_id, state, created_at DESC);
CREATE INDEX fault_report_by_customer ON fault_report (customer_id, created_at DESC, id DESC);
CREATE INDEX fault_report_by_order ON fault_report (order_id);

-- Uptime readings (R35), in thousandths of what the meter shows.
CREATE TABLE reading (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    object_id UUID NOT NULL REFERENCES service_object (id),
    value BIGINT NOT NULL,
    taken_at TIMESTAMPTZ NOT NULL,
    reason TEXT NOT NULL,
    by_name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (object_id, taken_at)
);

-- Self-checks (R36): a template has points; an object has assignments with a day on which they are due; a run has answers.
CREATE TABLE check_template (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    points TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, name_key)
);
CREATE TABLE check_assignment (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    object_id UUID NOT NULL REFERENCES service_object (id),
    template_id UUID NOT NULL REFERENCES check_template (id),
    every_days BIGINT NOT NULL,
    due_on DATE NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (object_id, template_id)
);
CREATE INDEX check_assignment_by_customer ON check_assignment (customer_id, due_on);
CREATE TABLE check_run (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    assignment_id UUID NOT NULL REFERENCES check_assignment (id),
    object_id UUID NOT NULL REFERENCES service_object (id),
    answers TEXT NOT NULL,
    note TEXT NOT NULL,
    by_name TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    done_at TIMESTAMPTZ NOT NULL,
    UNIQUE (assignment_id, sent_key)
);
CREATE INDEX check_run_by_object ON check_run (object_id, done_at DESC);

-- Video sessions (R40).
CREATE TABLE video_session (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    order_id UUID REFERENCES service_order (id),
    facility_id UUID REFERENCES facility (id),
    title TEXT NOT NULL,
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    join_url TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX video_session_by_customer ON video_session (customer_id, starts_at);

-- Estimates are accepted or declined by a person (R39).
ALTER TABLE billing_record ADD COLUMN decided_by TEXT;
ALTER TABLE billing_record ADD COLUMN decided_at TIMESTAMPTZ;

-- Grows when a calendar address is replaced (R38); none: there is no address yet.
ALTER TABLE customer_user ADD COLUMN calendar_rotation BIGINT;

-- A small picture of a photograph (R37).
ALTER TABLE document ADD COLUMN thumbnail_key TEXT;

-- The organization's logo (R23).
ALTER TABLE organization ADD COLUMN logo_key TEXT;
ALTER TABLE organization ADD COLUMN logo_type TEXT;

-- How people want to be told (R60, R61, R65). What is not there is as it is by default.
ALTER TABLE sign_in ADD COLUMN mobile TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN mobile TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN language TEXT;
CREATE TABLE user_preference (
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_user_id UUID NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    email BOOLEAN NOT NULL,
    sms BOOLEAN NOT NULL,
    PRIMARY KEY (customer_user_id, topic)
);
CREATE TABLE staff_preference (
    organization_id UUID NOT NULL REFERENCES organization (id),
    staff_id UUID NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    reach TEXT NOT NULL,
    channel TEXT NOT NULL,
    PRIMARY KEY (staff_id, topic)
);

-- What a notice is about, so that it can be asked again at the moment of sending whether its reader may see it (R62); and
-- to which staff person it goes.
ALTER TABLE outbox ADD COLUMN about TEXT;
ALTER TABLE outbox ADD COLUMN staff_id UUID REFERENCES staff (id) ON DELETE SET NULL;
ALTER TABLE outbox ADD COLUMN order_id UUID;
