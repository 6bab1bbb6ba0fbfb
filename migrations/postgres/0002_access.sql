-- Access, the whole model: passwords by staff, spoken codes, staff assigned to customers, independence, documents and
-- billing records, and a log that can forget a person without losing its proof.

-- The log (R70, R15): personal parts are covered by a salted digest, and the chain covers the digest. When a person is
-- deleted the parts are replaced and the salt is thrown away. Records from before this migration have neither.
ALTER TABLE activity ADD COLUMN salt BYTEA;
ALTER TABLE activity ADD COLUMN digest BYTEA;
CREATE INDEX activity_by_event ON activity (organization_id, event, seq DESC);
CREATE INDEX activity_by_actor ON activity (organization_id, actor_id, seq DESC);
CREATE INDEX activity_by_staff ON activity (organization_id, staff_id, seq DESC);

-- What staff who are bound to areas see of customers elsewhere (R10): `hidden` or `read_only`.
ALTER TABLE organization ADD COLUMN outside_areas TEXT NOT NULL DEFAULT 'hidden';
-- Whether temporary passwords may be mailed (R17).
ALTER TABLE organization ADD COLUMN mails_temporary BOOLEAN NOT NULL DEFAULT false;
-- Whether whoever holds a secure link sees invoices and estimates (R20).
ALTER TABLE organization ADD COLUMN link_shows_billing BOOLEAN NOT NULL DEFAULT false;
-- Grows with every change of what roles hold (R8).
ALTER TABLE organization ADD COLUMN roles_version BIGINT NOT NULL DEFAULT 1;

-- The number of the newest document that has no external number.
ALTER TABLE organization ADD COLUMN document_seq BIGINT NOT NULL DEFAULT 0;

-- Until when a temporary password can be used (R17); none: the password is the person's own.
ALTER TABLE sign_in ADD COLUMN temporary_until TIMESTAMPTZ;
ALTER TABLE staff ADD COLUMN temporary_until TIMESTAMPTZ;

CREATE INDEX customer_user_by_state ON customer_user (organization_id, state, ends_at);
-- What ends by time alone (R16, R20).
CREATE INDEX customer_user_ending ON customer_user (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX customer_link_ending ON customer (link_ends_at) WHERE link_ends_at IS NOT NULL;
CREATE INDEX invitation_by_state ON invitation (organization_id, state, expires_at);
CREATE INDEX outbox_failed ON outbox (organization_id, kind, created_at DESC) WHERE state = 'failed';

-- What the triage list looks through (R73), the newest first.
CREATE INDEX sign_in_never ON sign_in (organization_id, created_at DESC) WHERE last_sign_in_at IS NULL;
CREATE INDEX customer_user_narrow ON customer_user (organization_id, id) WHERE NOT sees_all;
CREATE INDEX customer_user_linked ON customer_user (organization_id, id) WHERE contact_id IS NOT NULL;
CREATE INDEX customer_user_administrator_ended ON customer_user (organization_id, id)
    WHERE role = 'administrator' AND state IN ('suspended', 'revoked', 'expired');

-- Links with which a person sets a new password, once (R17).
CREATE TABLE password_link (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    sign_in_id UUID NOT NULL REFERENCES sign_in (id) ON DELETE CASCADE,
    customer_user_id UUID NOT NULL REFERENCES customer_user (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX password_link_by_sign_in ON password_link (sign_in_id);

-- Short codes that are read aloud (R7): one for each invitation, kept with the password hash.
CREATE TABLE invitation_code (
    invitation_id UUID PRIMARY KEY NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    organization_id UUID NOT NULL REFERENCES organization (id),
    code_hash TEXT NOT NULL,
    failures BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);

-- Customers that staff look after themselves.
CREATE TABLE staff_customer (
    organization_id UUID NOT NULL REFERENCES organization (id),
    staff_id UUID NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    customer_id UUID NOT NULL REFERENCES customer (id),
    PRIMARY KEY (staff_id, customer_id)
);
CREATE INDEX staff_customer_by_customer ON staff_customer (customer_id);

-- Customers that ask to become organizations of their own (R19).
CREATE TABLE independence_request (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    customer_user_id UUID REFERENCES customer_user (id) ON DELETE SET NULL,
    requested_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    requested_at TIMESTAMPTZ NOT NULL,
    decided_at TIMESTAMPTZ,
    decided_by TEXT,
    answer TEXT,
    new_organization_id UUID REFERENCES organization (id),
    version BIGINT NOT NULL
);
CREATE INDEX independence_request_by_state ON independence_request (organization_id, state, requested_at DESC);
CREATE UNIQUE INDEX independence_request_open ON independence_request (customer_id) WHERE state = 'open';

-- Documents (R37), on an order, an object, a model, or (with none of them) on the customer. The file lies in the object
-- storage under its key.
CREATE TABLE document (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID REFERENCES customer (id),
    order_id UUID REFERENCES service_order (id),
    object_id UUID REFERENCES service_object (id),
    model_id UUID REFERENCES model (id),
    number TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    storage_key TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, number)
);
CREATE INDEX document_by_customer ON document (customer_id, created_at DESC, id DESC);
CREATE INDEX document_by_order ON document (order_id);
CREATE INDEX document_by_object ON document (object_id);
CREATE INDEX document_by_model ON document (model_id);

-- Invoices and estimates (R39). Amounts are in the smallest unit of the currency. The place is that of the order.
CREATE TABLE billing_record (
    id UUID PRIMARY KEY NOT NULL,
    organization_id UUID NOT NULL REFERENCES organization (id),
    customer_id UUID NOT NULL REFERENCES customer (id),
    order_id UUID REFERENCES service_order (id),
    number TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    issued_on DATE NOT NULL,
    due_on DATE,
    amount BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    file TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, number)
);
CREATE INDEX billing_record_by_customer ON billing_record (customer_id, issued_on DESC, id DESC);
