-- Append-only: no statement of this program updates or deletes a row.
CREATE TABLE versions (
  position BIGINT PRIMARY KEY,      -- 1, 2, 3 ... over all things
  kind VARCHAR NOT NULL,
  id VARCHAR NOT NULL,
  version INTEGER NOT NULL,         -- 1, 2, 3 ... of this thing
  at_utc TIMESTAMP NOT NULL,
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL,
  body VARCHAR NOT NULL,            -- JSON
  retired BOOLEAN NOT NULL,
  UNIQUE (kind, id, version)
);
