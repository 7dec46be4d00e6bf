-- Outcomes and feedback. Append-only: no statement of this program updates or deletes a row.
-- Every table begins with its position, 1, 2, 3 ...; '' stands for "not given".
CREATE TABLE outcome (
  position BIGINT PRIMARY KEY,
  at_utc TIMESTAMP NOT NULL,        -- when it was told, corrected or taken back
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,            -- told, correction, void
  use_case VARCHAR NOT NULL,
  outcome_id VARCHAR NOT NULL,
  occurred_utc TIMESTAMP NOT NULL,
  content VARCHAR NOT NULL,         -- JSON: what was told, by field; of a void: what is taken back
  success BOOLEAN NOT NULL,
  value_usd DECIMAL(38,12),         -- NULL: nobody has said what it is worth
  evidence VARCHAR,                 -- of the value
  definition INTEGER NOT NULL,      -- version it was judged by
  rates VARCHAR NOT NULL,           -- JSON: versions of the rate cards it was valued by
  call_id VARCHAR NOT NULL,
  session_id VARCHAR NOT NULL,
  ticket VARCHAR NOT NULL,
  user_name VARCHAR NOT NULL
);

-- Whose an outcome is: one row for each use case that has a share in it.
CREATE TABLE part (
  position BIGINT PRIMARY KEY,
  outcome BIGINT NOT NULL,          -- its position
  use_case VARCHAR NOT NULL,
  occurred_utc TIMESTAMP NOT NULL,
  quantity DECIMAL(38,12) NOT NULL, -- share times quantity, exactly
  value_usd DECIMAL(38,18)          -- share times value, exactly
);

CREATE TABLE kpi (
  position BIGINT PRIMARY KEY,
  outcome BIGINT NOT NULL,
  name VARCHAR NOT NULL,
  figure DECIMAL(38,12) NOT NULL
);

-- A row that is not in force since another.
CREATE TABLE superseded (
  position BIGINT PRIMARY KEY,
  outcome BIGINT NOT NULL,          -- position of the row
  by_outcome BIGINT NOT NULL,       -- and of the one that took its place
  at_utc TIMESTAMP NOT NULL
);

CREATE TABLE feedback (
  position BIGINT PRIMARY KEY,
  at_utc TIMESTAMP NOT NULL,
  call_id VARCHAR NOT NULL,
  author VARCHAR NOT NULL,          -- the user, or what the application calls this feedback
  use_case VARCHAR NOT NULL,        -- of the call
  key_id VARCHAR NOT NULL,          -- it came with
  scale VARCHAR NOT NULL,           -- thumb, stars
  rating INTEGER NOT NULL,          -- of a thumb 0 or 1, of stars 1 to 5
  note VARCHAR NOT NULL,
  tags VARCHAR NOT NULL,            -- JSON
  user_name VARCHAR NOT NULL
);

-- Feedback that somebody has looked into.
CREATE TABLE handled (
  position BIGINT PRIMARY KEY,
  feedback BIGINT NOT NULL,
  at_utc TIMESTAMP NOT NULL,
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL
);

-- Outcomes, and until when each is in force.
CREATE VIEW outcome_span AS
  SELECT o.*, coalesce(s.at_utc, TIMESTAMP '9999-12-31 00:00:00') AS until_utc
  FROM outcome o LEFT JOIN superseded s ON s.outcome = o.position
  WHERE o.kind <> 'void';
