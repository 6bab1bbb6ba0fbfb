-- Organizations, staff, customers and what they own, sign-ins, access, sessions, log, outbox.
-- Every table carries its organization; times are chrono's text, cut to microseconds; identifiers are UUIDv7.

CREATE TABLE organization (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    module_on INTEGER NOT NULL,
    accent TEXT NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    reply_to TEXT,
    log_seq INTEGER NOT NULL,
    log_hash BLOB NOT NULL,
    link_key BLOB NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE area (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    UNIQUE (organization_id, name_key)
) STRICT;

CREATE TABLE staff (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT,
    active INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, email_key)
) STRICT;

CREATE TABLE staff_area (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    area_id BLOB NOT NULL REFERENCES area (id) ON DELETE CASCADE,
    PRIMARY KEY (staff_id, area_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_permission (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    PRIMARY KEY (staff_id, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_session (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    device TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX staff_session_staff ON staff_session (staff_id);

CREATE TABLE role_permission (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    role TEXT NOT NULL,
    permission TEXT NOT NULL,
    held INTEGER NOT NULL,
    PRIMARY KEY (organization_id, role, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    rowno INTEGER PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    number TEXT NOT NULL,
    number_key TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    area_id BLOB REFERENCES area (id),
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    city_key TEXT NOT NULL,
    country TEXT NOT NULL,
    language TEXT,
    technician TEXT NOT NULL,
    managed INTEGER NOT NULL,
    portal_on INTEGER NOT NULL,
    area_orders INTEGER NOT NULL,
    area_objects INTEGER NOT NULL,
    area_faults INTEGER NOT NULL,
    area_documents INTEGER NOT NULL,
    area_calendar INTEGER NOT NULL,
    area_billing INTEGER NOT NULL,
    area_video INTEGER NOT NULL,
    link_on INTEGER NOT NULL DEFAULT 1,
    link_rotation INTEGER NOT NULL DEFAULT 1,
    link_ends_at TEXT,
    access_state TEXT NOT NULL,
    search TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number)
) STRICT;
CREATE INDEX customer_by_name ON customer (organization_id, name_key, id);
CREATE INDEX customer_by_number ON customer (organization_id, number_key, id);
CREATE INDEX customer_by_city ON customer (organization_id, city_key, id);
-- The same orders within one access state and within one area, for filtered lists and for staff bound to areas.
CREATE INDEX customer_by_state_name ON customer (organization_id, access_state, name_key, id);
CREATE INDEX customer_by_state_number ON customer (organization_id, access_state, number_key, id);
CREATE INDEX customer_by_state_city ON customer (organization_id, access_state, city_key, id);
CREATE INDEX customer_by_area_name ON customer (organization_id, area_id, name_key, id);
CREATE INDEX customer_by_area_number ON customer (organization_id, area_id, number_key, id);
CREATE INDEX customer_by_area_city ON customer (organization_id, area_id, city_key, id);
CREATE INDEX customer_by_area_state ON customer (organization_id, area_id, access_state);

CREATE TABLE contact (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    title TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    mobile TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number)
) STRICT;
CREATE INDEX contact_by_customer ON contact (customer_id, name_key, id);

CREATE TABLE facility (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    street TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    country TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number)
) STRICT;
CREATE INDEX facility_by_customer ON facility (customer_id, name_key, id);

CREATE TABLE model (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    manufacturer TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number)
) STRICT;

CREATE TABLE service_object (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    facility_id BLOB REFERENCES facility (id),
    model_id BLOB REFERENCES model (id),
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    installed_on TEXT,
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number)
) STRICT;
CREATE INDEX service_object_by_customer ON service_object (customer_id, name_key, id);

CREATE TABLE service_order (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    facility_id BLOB REFERENCES facility (id),
    object_id BLOB REFERENCES service_object (id),
    contact_id BLOB REFERENCES contact (id),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL,
    technician TEXT NOT NULL,
    search TEXT NOT NULL,
    created_at TEXT NOT NULL,
    planned_at TEXT,
    closed_at TEXT,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, number)
) STRICT;
CREATE INDEX service_order_by_customer ON service_order (customer_id, created_at DESC, id DESC);

CREATE TABLE sign_in (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    language TEXT NOT NULL,
    password_hash TEXT,
    epoch INTEGER NOT NULL,
    last_sign_in_at TEXT,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (organization_id, email_key)
) STRICT;
CREATE INDEX sign_in_by_email ON sign_in (email_key);

CREATE TABLE customer_user (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    sign_in_id BLOB NOT NULL REFERENCES sign_in (id),
    contact_id BLOB REFERENCES contact (id),
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    sees_all INTEGER NOT NULL,
    sees_unassigned INTEGER NOT NULL,
    ends_at TEXT,
    created_at TEXT NOT NULL,
    activated_at TEXT,
    version INTEGER NOT NULL,
    UNIQUE (customer_id, sign_in_id)
) STRICT;
CREATE INDEX customer_user_by_sign_in ON customer_user (sign_in_id);

CREATE TABLE customer_user_permission (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_user_id BLOB NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    permission TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    PRIMARY KEY (customer_user_id, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_user_facility (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_user_id BLOB NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    facility_id BLOB NOT NULL REFERENCES facility (id) ON DELETE CASCADE,
    PRIMARY KEY (customer_user_id, facility_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    customer_user_id BLOB NOT NULL UNIQUE REFERENCES customer_user (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    sent_to TEXT NOT NULL,
    invited_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    accepted_at TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX invitation_by_customer ON invitation (customer_id, created_at DESC, id DESC);

-- Several links may lead to one invitation (the letter's, one copied by staff); all die together.
CREATE TABLE invitation_link (
    token_hash BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    invitation_id BLOB NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_link_by_invitation ON invitation_link (invitation_id);

CREATE TABLE portal_session (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    sign_in_id BLOB NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    customer_user_id BLOB NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL UNIQUE,
    csrf TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    address TEXT NOT NULL,
    device TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX portal_session_by_sign_in ON portal_session (sign_in_id);

-- Failed sign-ins, counted for each account and each address; soft locks grow and pass by themselves.
CREATE TABLE sign_in_attempt (
    key BLOB PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    last_failed_at TEXT NOT NULL,
    locked_until TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    seq INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id BLOB,
    actor_name TEXT NOT NULL,
    origin TEXT NOT NULL,
    customer_id BLOB,
    customer_user_id BLOB,
    staff_id BLOB,
    subject TEXT NOT NULL,
    data TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organization_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX activity_by_customer ON activity (customer_id, seq DESC);
CREATE INDEX activity_by_customer_user ON activity (customer_user_id, seq DESC);

CREATE TABLE outbox (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB REFERENCES customer (id),
    customer_user_id BLOB REFERENCES customer_user (id) ON DELETE SET NULL,
    kind TEXT NOT NULL,
    to_address TEXT NOT NULL,
    to_name TEXT NOT NULL,
    language TEXT NOT NULL,
    letter TEXT NOT NULL,
    enclosure TEXT,
    message_id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at TEXT NOT NULL,
    leased_until TEXT,
    last_error TEXT,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'queued';
CREATE INDEX outbox_by_organization ON outbox (organization_id, created_at DESC, id DESC);
CREATE INDEX outbox_by_customer_user ON outbox (customer_user_id, created_at DESC);

-- Search: the text holds every word behind two spaces, so that trigrams find any fragment of three characters or more
-- and, through the spaces, the starts of words for shorter ones.
CREATE VIRTUAL TABLE customer_fragment USING fts5(search, content='customer', content_rowid='rowno', tokenize='trigram case_sensitive 1');
CREATE TRIGGER customer_search_insert AFTER INSERT ON customer BEGIN
    INSERT INTO customer_fragment (rowid, search) VALUES (new.rowno, new.search);
END;
CREATE TRIGGER customer_search_delete AFTER DELETE ON customer BEGIN
    INSERT INTO customer_fragment (customer_fragment, rowid, search) VALUES ('delete', old.rowno, old.search);
END;
CREATE TRIGGER customer_search_update AFTER UPDATE OF search ON customer WHEN old.search IS NOT new.search BEGIN
    INSERT INTO customer_fragment (customer_fragment, rowid, search) VALUES ('delete', old.rowno, old.search);
    INSERT INTO customer_fragment (rowid, search) VALUES (new.rowno, new.search);
END;
