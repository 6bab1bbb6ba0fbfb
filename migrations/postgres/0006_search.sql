-- Finding things of all customers by number, by name, and the newest by any word.

-- The folded name, last name first, by which a person is found; whoever writes the names writes this.
ALTER TABLE sign_in ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE sign_in SET name_key = lower(trim(last_name || ' ' || first_name));

CREATE INDEX sign_in_by_name ON sign_in (organization_id, name_key, id);
CREATE INDEX sign_in_newest ON sign_in (organization_id, created_at DESC, id DESC);
CREATE INDEX contact_by_name ON contact (organization_id, name_key, id);
CREATE INDEX contact_newest ON contact (organization_id, id DESC);
CREATE INDEX facility_by_name ON facility (organization_id, name_key, id);
CREATE INDEX facility_newest ON facility (organization_id, id DESC);
CREATE INDEX service_object_by_name ON service_object (organization_id, name_key, id);
CREATE INDEX service_object_newest ON service_object (organization_id, id DESC);
CREATE INDEX model_newest ON model (organization_id, id DESC);
CREATE INDEX service_order_newest ON service_order (organization_id, created_at DESC, id DESC);
CREATE INDEX fault_report_newest ON fault_report (organization_id, created_at DESC, id DESC);
