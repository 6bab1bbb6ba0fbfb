-- What the terminal keeps for each person: small settings that follow them to another machine, and views of lists.

-- Remembered for a person: how a list was sorted, which card was dismissed. The value is JSON.
CREATE TABLE staff_memory (
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (staff_id, key)
) STRICT, WITHOUT ROWID;

-- What a person filtered and sorted a list by, under a name.
CREATE TABLE saved_view (
    id BLOB PRIMARY KEY NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organization (id),
    staff_id BLOB NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    query TEXT NOT NULL,
    sorting TEXT NOT NULL,
    position INTEGER NOT NULL,
    UNIQUE (staff_id, list, name_key)
) STRICT;

-- Lists are sorted and narrowed by more than names and numbers; each of these is a stretch of an index, in order.
CREATE INDEX customer_by_changed ON customer (organization_id, updated_at, id);
CREATE INDEX customer_by_state_changed ON customer (organization_id, access_state, updated_at, id);
CREATE INDEX customer_by_area_changed ON customer (organization_id, area_id, updated_at, id);
CREATE INDEX customer_by_area_state_name ON customer (organization_id, area_id, access_state, name_key, id);
CREATE INDEX customer_by_city_name ON customer (organization_id, city_key, name_key, id);
CREATE INDEX customer_by_kind_name ON customer (organization_id, kind, name_key, id);
CREATE INDEX customer_by_technician_name ON customer (organization_id, technician, name_key, id);
CREATE INDEX customer_managed ON customer (organization_id, name_key, id) WHERE managed;
CREATE INDEX service_order_by_number ON service_order (organization_id, length(number), number, id);
CREATE INDEX service_order_by_planning ON service_order (organization_id, COALESCE(planned_at, '9999-12-31T00:00:00+00:00'), id);
CREATE INDEX service_order_by_state ON service_order (organization_id, state, created_at, id);
CREATE INDEX service_order_by_technician_name ON service_order (organization_id, technician, created_at, id);
CREATE INDEX service_order_of_technician ON service_order (organization_id, technician_id, created_at, id);
-- Most orders are closed; of those that are not, the same orders.
CREATE INDEX service_order_open_created ON service_order (organization_id, created_at, id)
    WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX service_order_open_number ON service_order (organization_id, length(number), number, id)
    WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX service_order_open_planning ON service_order (organization_id, COALESCE(planned_at, '9999-12-31T00:00:00+00:00'), id)
    WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX fault_report_by_number ON fault_report (organization_id, length(number), number, id);

-- Letters in one state, and letters about one customer, are found without reading the others.
CREATE INDEX outbox_by_state ON outbox (organization_id, state, created_at DESC, id DESC);
CREATE INDEX outbox_by_customer ON outbox (organization_id, customer_id, created_at DESC, id DESC);
-- These name everything that is asked for, so that nothing else seems as near: the letter that waits for more is looked for with
-- every comment, the letters to one person whenever the access ends.
DROP INDEX outbox_bundled;
CREATE INDEX outbox_bundled ON outbox (organization_id, bundle, channel, to_address, created_at DESC, id DESC)
    WHERE state = 'queued' AND bundle IS NOT NULL;
DROP INDEX outbox_by_customer_user;
CREATE INDEX outbox_by_customer_user ON outbox (customer_user_id, kind, created_at DESC, id DESC);
