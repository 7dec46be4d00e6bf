-- What models did for prompts and teams, by the month of UTC in which calls were accepted: what an outcome's
-- cost is taken apart into; and how often users called for themselves, which adoption is counted from. Filled
-- together with spend_hour and as far as it; that begins anew.
DELETE FROM spend_hour;
DELETE FROM spend_hour_tagged;
DELETE FROM spend_tag;

DROP TABLE spend_user;
CREATE TABLE spend_user (
  until_position BIGINT NOT NULL,
  day TIMESTAMP NOT NULL,               -- its first instant
  use_case VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  billed BIGINT NOT NULL,
  primary_calls BIGINT NOT NULL         -- by the user, not by what judges, guards or tests
);

CREATE TABLE spend_use (
  until_position BIGINT NOT NULL,
  month TIMESTAMP NOT NULL,             -- its first instant
  use_case VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  prompt VARCHAR NOT NULL,              -- with its version; '' = none is known
  rows_are VARCHAR NOT NULL,            -- what tells its rows: tag:prompt=support/v7
  team VARCHAR NOT NULL,
  billed BIGINT NOT NULL,
  cost DECIMAL(38, 12) NOT NULL
);

-- The charge lines of the same.
CREATE TABLE spend_use_line (
  until_position BIGINT NOT NULL,
  month TIMESTAMP NOT NULL,
  use_case VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  prompt VARCHAR NOT NULL,
  team VARCHAR NOT NULL,
  meter VARCHAR NOT NULL,
  quantity DECIMAL(38, 0) NOT NULL,
  amount DECIMAL(38, 12) NOT NULL
);
