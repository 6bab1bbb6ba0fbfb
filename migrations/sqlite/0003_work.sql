-- Work that customers follow and take part in: visits, comments, what they read of its history; who is told of it.

-- Orders (R31, R33): the staff person who is assigned, beside the name that was imported; urgency; who asked for it.
ALTER TABLE service_order ADD COLUMN technician_id BLOB REFERENCES staff (id);
ALTER TABLE service_order ADD COLUMN urgency TEXT NOT NULL DEFAULT 'normal';
ALTER TABLE service_order ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
CREATE INDEX service_order_by_technician ON service_order (technician_id);
-- The number of the newest order that has no external number.
ALTER TABLE organization ADD COLUMN order_seq INTEGER NOT NULL DEFAULT 0;

-- Planned and past visits of an order (R31, R38).
CREATE TABLE visit (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_id BLOB NOT NULL REFERENCES customer (id),
    order_id BLOB NOT NULL REFERENCES service_order (id),
    technician_id BLOB REFERENCES staff (id),
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_by_order ON visit (order_id, starts_at);
CREATE INDEX visit_by_customer ON visit (customer_id, starts_at);

-- What customers read of an order's history (R31).
CREATE TABLE order_event (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    order_id BLOB NOT NULL REFERENCES service_order (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    by_name TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX order_event_by_order ON order_event (order_id, at, id);

-- Comments (R32). An internal one is never shown to a customer (R14).
CREATE TABLE comment (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    order_id BLOB NOT NULL REFERENCES service_order (id),
    author_kind TEXT NOT NULL,
    staff_id BLOB REFERENCES staff (id),
    customer_user_id BLOB REFERENCES customer_user (id) ON DELETE SET NULL,
    author_name TEXT NOT NULL,
    internal INTEGER NOT NULL,
    body TEXT NOT NULL,
    sent_key TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (order_id, sent_key)
) STRICT;
CREATE INDEX comment_by_order ON comment (order_id, created_at, id);

-- Of what people want to be told (R60, R61). What is not there is as it is by default.
CREATE TABLE user_preference (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    customer_user_id BLOB NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    told INTEGER NOT NULL,
    PRIMARY KEY (customer_user_id, topic)
) STRICT, WITHOUT ROWID;
CREATE TABLE staff_preference (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    topic TEXT NOT NULL,
    reach TEXT NOT NULL,
    PRIMARY KEY (staff_id, topic)
) STRICT, WITHOUT ROWID;

-- What a notice is about, so that it can be asked again at the moment of sending whether its reader may see it (R62); and
-- to which staff person it goes.
ALTER TABLE outbox ADD COLUMN about TEXT;
ALTER TABLE outbox ADD COLUMN staff_id BLOB REFERENCES staff (id) ON DELETE SET NULL;
