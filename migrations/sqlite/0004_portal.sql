-- What customers do in the portal, and the staff's side of it: fault reports, readings, self-checks, video sessions, decisions
-- about estimates; second factors; what the portal shows of the organization.

-- Numbers of what is made by hand and has no external number: R1 (reports), V1 (video sessions), K1 (contacts), F1
-- (facilities), G1 (objects).
ALTER TABLE organization ADD COLUMN fault_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization ADD COLUMN video_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization ADD COLUMN contact_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization ADD COLUMN facility_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organization ADD COLUMN object_seq INTEGER NOT NULL DEFAULT 0;

-- The organization's logo (R23): where the storage has it, and what it is by its content.
ALTER TABLE organization ADD COLUMN logo_key TEXT;
ALTER TABLE organization ADD COLUMN logo_type TEXT;
-- Whether everybody who signs in to the portal needs a second factor (R22).
ALTER TABLE organization ADD COLUMN demands_second_factor INTEGER NOT NULL DEFAULT 0;

-- Fault reports (R33): each makes a work order at once.
CREATE TABLE fault_report (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL,
    order_id BLOB NOT NULL REFERENCES service_order (id),
    facility_id BLOB REFERENCES facility (id),
    object_id BLOB REFERENCES service_object (id),
    customer_user_id BLOB REFERENCES customer_user (id) ON DELETE SET NULL,
    reported_by TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    urgency TEXT NOT NULL,
    state TEXT NOT NULL,
    unheard INTEGER NOT NULL,
    taken_by TEXT,
    taken_at TEXT,
    closed_at TEXT,
    answer TEXT NOT NULL,
    -- Whether the order is the one that the report made; it is another's once the report was counted to one (R33).
    own_order INTEGER NOT NULL,
    search TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number),
    UNIQUE (organization_id, sent_key)
) STRICT;
CREATE INDEX fault_report_by_state ON fault_report (organization_id, state, created_at DESC, id DESC);
CREATE INDEX fault_report_by_customer ON fault_report (customer_id, created_at DESC, id DESC);
CREATE INDEX fault_report_by_order ON fault_report (order_id);

-- Orders that a customer's own users ask for (R31): which, and what the browser sent along, so that a form that arrives twice
-- makes one order.
ALTER TABLE service_order ADD COLUMN by_customer INTEGER NOT NULL DEFAULT 0;
ALTER TABLE service_order ADD COLUMN sent_key TEXT;
CREATE UNIQUE INDEX service_order_by_sent_key ON service_order (organization_id, sent_key);

-- What the browser sent along, so that a form that arrives twice makes one object (R34).
ALTER TABLE service_object ADD COLUMN sent_key TEXT;
CREATE UNIQUE INDEX service_object_by_sent_key ON service_object (organization_id, sent_key);

-- Uptime readings (R35), in thousandths of what the meter shows.
CREATE TABLE reading (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    object_id BLOB NOT NULL REFERENCES service_object (id),
    value INTEGER NOT NULL,
    taken_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (object_id, taken_at)
) STRICT;

-- Self-checks (R36): a template has points; an object has assignments with a day on which they are due; a run has answers.
CREATE TABLE check_template (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    points TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, name_key)
) STRICT;
CREATE TABLE check_assignment (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    object_id BLOB NOT NULL REFERENCES service_object (id),
    template_id BLOB NOT NULL REFERENCES check_template (id),
    every_days INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    -- The day for which people were told that it is due; none: not yet.
    told_for TEXT,
    active INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (object_id, template_id)
) STRICT;
CREATE INDEX check_assignment_by_customer ON check_assignment (customer_id, due_on);
CREATE INDEX check_assignment_due ON check_assignment (due_on) WHERE active;
CREATE TABLE check_run (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    assignment_id BLOB NOT NULL REFERENCES check_assignment (id),
    object_id BLOB NOT NULL REFERENCES service_object (id),
    answers TEXT NOT NULL,
    note TEXT NOT NULL,
    by_name TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    done_at TEXT NOT NULL,
    UNIQUE (assignment_id, sent_key)
) STRICT;
CREATE INDEX check_run_by_object ON check_run (object_id, done_at DESC);

-- Video sessions (R40): asked for, planned, cancelled.
CREATE TABLE video_session (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL,
    order_id BLOB REFERENCES service_order (id),
    facility_id BLOB REFERENCES facility (id),
    title TEXT NOT NULL,
    note TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    join_url TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_by TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number),
    UNIQUE (organization_id, sent_key)
) STRICT;
CREATE INDEX video_session_by_customer ON video_session (customer_id, starts_at);

-- Invoices and estimates (R39): their file, and who accepted or declined an estimate, and with which words.
ALTER TABLE billing_record ADD COLUMN storage_key TEXT;
ALTER TABLE billing_record ADD COLUMN media_type TEXT;
ALTER TABLE billing_record ADD COLUMN size INTEGER;
ALTER TABLE billing_record ADD COLUMN decided_by TEXT;
ALTER TABLE billing_record ADD COLUMN decided_at TEXT;
ALTER TABLE billing_record ADD COLUMN answer TEXT NOT NULL DEFAULT '';

-- What the browser sent along, so that a form that arrives twice makes one contact (R41).
ALTER TABLE contact ADD COLUMN sent_key TEXT;
CREATE UNIQUE INDEX contact_by_sent_key ON contact (organization_id, sent_key);

-- Figures of the dashboard (R30) and the calendar (R38) are counted along these.
CREATE INDEX service_order_open ON service_order (customer_id, facility_id) WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX service_order_by_closing ON service_order (customer_id, closed_at) WHERE state = 'closed';
CREATE INDEX service_order_by_plan ON service_order (customer_id, planned_at) WHERE planned_at IS NOT NULL;
-- Which calendar address there is, drawn anew whenever it is replaced (R38); none: there is no address.
ALTER TABLE customer_user ADD COLUMN calendar_rotation INTEGER;

-- A small picture of a photograph (R37).
ALTER TABLE document ADD COLUMN thumbnail_key TEXT;
-- What the browser sent along, so that a form that arrives twice makes one document.
ALTER TABLE document ADD COLUMN sent_key TEXT;
-- Whether a file is still needed is asked when a document is removed.
CREATE INDEX document_by_storage_key ON document (storage_key);
CREATE INDEX document_by_thumbnail_key ON document (thumbnail_key) WHERE thumbnail_key IS NOT NULL;
CREATE UNIQUE INDEX document_by_sent_key ON document (organization_id, sent_key);

-- The person's mobile number, E.164 (R51); empty: none.
ALTER TABLE sign_in ADD COLUMN mobile TEXT NOT NULL DEFAULT '';

-- Second factors (R22). The secret of an authenticator app, kept once it was confirmed; the newest time step that was used, so
-- that a code works once.
CREATE TABLE totp (
    sign_in_id BLOB PRIMARY KEY NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    secret BLOB NOT NULL,
    confirmed_at TEXT,
    last_step INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE TABLE recovery_code (
    code_hash BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    sign_in_id BLOB NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    used_at TEXT
) STRICT;
CREATE INDEX recovery_code_by_sign_in ON recovery_code (sign_in_id);
CREATE TABLE passkey (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    sign_in_id BLOB NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    credential_id BLOB NOT NULL UNIQUE,
    -- What the library needs to check a signature, in its own words.
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT
) STRICT;
CREATE INDEX passkey_by_sign_in ON passkey (sign_in_id);
-- Between the password and the second factor, or between asking a passkey and its answer: short-lived, used once.
CREATE TABLE sign_in_step (
    token_hash BLOB PRIMARY KEY NOT NULL,
    sign_in_id BLOB REFERENCES sign_in (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    failures INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_step_by_expiry ON sign_in_step (expires_at);

-- Staff looking at the portal as a customer user, in the browser (R24): a link that works once, then a session of its own.
CREATE TABLE view_session (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    customer_user_id BLOB NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    link_hash BLOB UNIQUE,
    token_hash BLOB UNIQUE,
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX view_session_by_staff ON view_session (staff_id);
