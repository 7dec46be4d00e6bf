-- Adds what journal format 2 says beyond format 1: why an attempt was made and by which way, what else
-- its answer said, how long it took before its request was sent, and that a provider's model changed.
-- '' and -1 stand in rows of format 1, and in every row as long as no part of the program fills a column.
ALTER TABLE open_attempt ADD COLUMN cause VARCHAR DEFAULT '';
ALTER TABLE open_attempt ADD COLUMN out_wire VARCHAR DEFAULT '';
ALTER TABLE open_attempt ADD COLUMN arm_path VARCHAR DEFAULT '';
ALTER TABLE open_attempt ADD COLUMN names_book VARCHAR DEFAULT '';
ALTER TABLE open_attempt ADD COLUMN parameters VARCHAR DEFAULT '';
ALTER TABLE open_attempt ADD COLUMN slot VARCHAR DEFAULT '';

ALTER TABLE attempt ADD COLUMN cause VARCHAR DEFAULT '';          -- first, or why there is another
ALTER TABLE attempt ADD COLUMN out_wire VARCHAR DEFAULT '';       -- the shape the provider was asked in
ALTER TABLE attempt ADD COLUMN arm_path VARCHAR DEFAULT '';       -- choices from the name asked for
ALTER TABLE attempt ADD COLUMN names_book VARCHAR DEFAULT '';     -- version names were looked up in
ALTER TABLE attempt ADD COLUMN parameters VARCHAR DEFAULT '';     -- temperature=0.2 effort=low
ALTER TABLE attempt ADD COLUMN slot VARCHAR DEFAULT '';           -- which of the provider's keys
ALTER TABLE attempt ADD COLUMN fingerprint VARCHAR DEFAULT '';    -- of the system, as the answer says
ALTER TABLE attempt ADD COLUMN region VARCHAR DEFAULT '';         -- as the answer says
ALTER TABLE attempt ADD COLUMN queue_micros BIGINT DEFAULT -1;    -- waiting for the provider's limits
ALTER TABLE attempt ADD COLUMN admit_micros BIGINT DEFAULT -1;    -- until its reservation was durable
ALTER TABLE attempt ADD COLUMN connect_micros BIGINT DEFAULT -1;  -- 0 on a kept connection

CREATE TABLE drift (
  position BIGINT PRIMARY KEY,
  drifted_at TIMESTAMP NOT NULL,
  provider VARCHAR NOT NULL,
  model VARCHAR NOT NULL,               -- asked of the provider
  model_before VARCHAR NOT NULL,        -- served so far
  model_now VARCHAR NOT NULL,           -- served from here on
  call_id VARCHAR NOT NULL              -- where it was seen first
);
