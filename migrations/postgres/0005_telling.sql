-- Telling people (R60–R65): over which channel, in which words and whose time, what waits for more, what was stopped, what
-- came back.

-- By e-mail or by SMS, for each topic (R60, R61). Whoever has no mobile number is written to by e-mail.
ALTER TABLE user_preference ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE staff_preference ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
-- A staff person's mobile number, E.164; the language and the IANA time zone in which letters are written. Empty: none; the
-- organization's.
ALTER TABLE staff ADD COLUMN mobile TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_in ADD COLUMN time_zone TEXT NOT NULL DEFAULT '';

-- How many days before the end of the access the person was told of it last; none: not yet (R16).
ALTER TABLE customer_user ADD COLUMN ending_told_days BIGINT;

-- Which way a letter goes; of which bundle it is while it waits for more of the same; when it came back after it had been
-- handed over (the state is "bounced" then).
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
ALTER TABLE outbox ADD COLUMN bundle TEXT;
ALTER TABLE outbox ADD COLUMN bounced_at TIMESTAMPTZ;
DROP INDEX outbox_due;
-- The organization stands in it so that letters of one that stopped a channel are passed over without being looked at.
CREATE INDEX outbox_due ON outbox (channel, next_at, organization_id) WHERE state = 'queued';
-- What came back counts with what was refused (R73).
DROP INDEX outbox_failed;
CREATE INDEX outbox_failed ON outbox (organization_id, kind, created_at DESC) WHERE state IN ('failed', 'bounced');
CREATE INDEX outbox_bundled ON outbox (organization_id, bundle) WHERE state = 'queued' AND bundle IS NOT NULL;
-- For the cap on how many leave in a minute: what left, and what is being handed over.
CREATE INDEX outbox_leased ON outbox (channel, leased_until) WHERE leased_until IS NOT NULL;
CREATE INDEX outbox_left ON outbox (channel, sent_at) WHERE sent_at IS NOT NULL;

-- Channels that staff have stopped for a while.
CREATE TABLE outbox_pause (
    organization_id UUID NOT NULL REFERENCES organization (id),
    channel TEXT NOT NULL,
    paused_at TIMESTAMPTZ NOT NULL,
    paused_by TEXT NOT NULL,
    PRIMARY KEY (organization_id, channel)
);

-- Words of an organization's own for a part of a kind of letter, in place of the catalogue's (R64).
CREATE TABLE letter_wording (
    organization_id UUID NOT NULL REFERENCES organization (id),
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    part TEXT NOT NULL,
    words TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    changed_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (organization_id, kind, language, part)
);

-- What a document is called, folded, to be found whichever way somebody writes it. Documents from before are found by their
-- name as it stands.
ALTER TABLE document ADD COLUMN search TEXT NOT NULL DEFAULT '';

-- What holds nobody up any more is found without reading everything.
CREATE INDEX sign_in_attempt_old ON sign_in_attempt (last_failed_at);

-- When a customer's comment reached nobody of the staff who would hear of it (R33, R73); none once staff have answered.
ALTER TABLE service_order ADD COLUMN unheard_at TIMESTAMPTZ;
CREATE INDEX service_order_unheard ON service_order (organization_id, unheard_at) WHERE unheard_at IS NOT NULL;
