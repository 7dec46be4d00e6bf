-- The ledger database: what the journal's entries add up to. It can be deleted at any time and is
-- built again from the journal. Times are UTC; money is US dollars; '' stands for "not given".

-- One row per journal entry that ends an attempt or corrects one. Rows are never changed: a
-- correction is a row that holds the difference to what was known before, so every SUM is right, and
-- only rows that are no corrections count attempts and calls.
CREATE TABLE attempt (
  position BIGINT PRIMARY KEY,          -- of the entry in the journal
  kind VARCHAR NOT NULL,                -- settled, released, expired, correction
  booked_at TIMESTAMP NOT NULL,         -- when the attempt ended or was corrected
  call_id VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  accepted_at TIMESTAMP NOT NULL,       -- of the call; its windows and periods go by this
  key_id VARCHAR NOT NULL,
  quarantined BOOLEAN NOT NULL,
  use_case VARCHAR NOT NULL,
  department VARCHAR NOT NULL,
  cost_centre VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  environment VARCHAR NOT NULL,
  team VARCHAR NOT NULL,
  project VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  session_id VARCHAR NOT NULL,
  tags MAP(VARCHAR, VARCHAR) NOT NULL,  -- free tags
  route VARCHAR NOT NULL,
  model_asked VARCHAR NOT NULL,
  stream BOOLEAN NOT NULL,
  purpose VARCHAR NOT NULL,
  parent_call VARCHAR NOT NULL,
  body_bytes INTEGER NOT NULL,
  reserved_at TIMESTAMP NOT NULL,
  provider VARCHAR NOT NULL,
  model VARCHAR NOT NULL,               -- asked of the provider
  reserved DECIMAL(38, 12) NOT NULL,
  reserved_tokens BIGINT NOT NULL,
  holds VARCHAR[] NOT NULL,
  notes VARCHAR[] NOT NULL,
  price_book VARCHAR NOT NULL,
  rule_book VARCHAR NOT NULL,
  input_tokens BIGINT NOT NULL,         -- neither read from nor written to a cache
  cache_read_tokens BIGINT NOT NULL,
  cache_write_5m_tokens BIGINT NOT NULL,
  cache_write_1h_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,        -- without reasoning
  reasoning_tokens BIGINT NOT NULL,
  bound_tokens BIGINT NOT NULL,         -- of an expired attempt: the most it can have used, not split
  requests INTEGER NOT NULL,            -- 1 where the attempt counts as a request
  cost DECIMAL(38, 12) NOT NULL,
  cost_counted DECIMAL(38, 12) NOT NULL,   -- the part of cost that Weir counted itself
  cost_estimated DECIMAL(38, 12) NOT NULL, -- the part of cost that is a ratio or a bound
  partly_unpriced INTEGER NOT NULL,     -- 1 where the price book lacked a price; a correction takes it back
  unpriced VARCHAR[] NOT NULL,
  beyond MAP(VARCHAR, BIGINT) NOT NULL, -- reported quantities that are no meter
  provenance VARCHAR NOT NULL,          -- reported, counted, estimated; '' = not billed
  model_served VARCHAR NOT NULL,
  service_tier VARCHAR NOT NULL,
  response_id VARCHAR NOT NULL,
  status INTEGER NOT NULL,
  ending VARCHAR NOT NULL,
  first_byte_micros BIGINT NOT NULL,    -- -1 = it never happened, here and below
  first_token_micros BIGINT NOT NULL,
  first_completion_micros BIGINT NOT NULL,
  frame_gap_p50_micros BIGINT NOT NULL,
  frame_gap_p99_micros BIGINT NOT NULL,
  total_micros BIGINT NOT NULL,
  frames INTEGER NOT NULL,
  source VARCHAR NOT NULL,              -- of a correction
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL                  -- of a release or a correction
);

-- The meters of an attempt's charge. A correction first takes back the lines in force, then adds its
-- own. Lines of one position add up to that row's cost.
CREATE TABLE charge_line (
  position BIGINT NOT NULL,
  line INTEGER NOT NULL,
  call_id VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  meter VARCHAR NOT NULL,               -- 'bound': an expired attempt's whole reservation
  quantity BIGINT NOT NULL,
  unit_price DECIMAL(38, 12),           -- NULL for 'bound'
  amount DECIMAL(38, 12) NOT NULL
);

-- A correction looks up what it corrects.
CREATE INDEX attempt_by_call ON attempt (call_id);
CREATE INDEX charge_line_by_call ON charge_line (call_id);

-- Reservations that have not ended; the same columns as the first part of attempt.
CREATE TABLE open_attempt (
  position BIGINT NOT NULL,
  call_id VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  accepted_at TIMESTAMP NOT NULL,
  key_id VARCHAR NOT NULL,
  quarantined BOOLEAN NOT NULL,
  use_case VARCHAR NOT NULL,
  department VARCHAR NOT NULL,
  cost_centre VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  environment VARCHAR NOT NULL,
  team VARCHAR NOT NULL,
  project VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  session_id VARCHAR NOT NULL,
  tags MAP(VARCHAR, VARCHAR) NOT NULL,
  route VARCHAR NOT NULL,
  model_asked VARCHAR NOT NULL,
  stream BOOLEAN NOT NULL,
  purpose VARCHAR NOT NULL,
  parent_call VARCHAR NOT NULL,
  body_bytes INTEGER NOT NULL,
  reserved_at TIMESTAMP NOT NULL,
  provider VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  reserved DECIMAL(38, 12) NOT NULL,
  reserved_tokens BIGINT NOT NULL,
  holds VARCHAR[] NOT NULL,
  notes VARCHAR[] NOT NULL,
  price_book VARCHAR NOT NULL,
  rule_book VARCHAR NOT NULL
);

CREATE TABLE refusal (
  position BIGINT PRIMARY KEY,
  call_id VARCHAR NOT NULL,
  accepted_at TIMESTAMP NOT NULL,
  key_id VARCHAR NOT NULL,
  quarantined BOOLEAN NOT NULL,
  use_case VARCHAR NOT NULL,
  department VARCHAR NOT NULL,
  cost_centre VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  environment VARCHAR NOT NULL,
  team VARCHAR NOT NULL,
  project VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  session_id VARCHAR NOT NULL,
  tags MAP(VARCHAR, VARCHAR) NOT NULL,
  route VARCHAR NOT NULL,
  model_asked VARCHAR NOT NULL,
  stream BOOLEAN NOT NULL,
  purpose VARCHAR NOT NULL,
  parent_call VARCHAR NOT NULL,
  body_bytes INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  rule VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  rule_book VARCHAR NOT NULL
);

CREATE TABLE overrun (
  position BIGINT PRIMARY KEY,
  call_id VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  booked_at TIMESTAMP NOT NULL,
  reserved DECIMAL(38, 12) NOT NULL,
  charged DECIMAL(38, 12) NOT NULL
);

-- Amounts are in the smallest unit of the rule's measure: picodollars, tokens or calls.
CREATE TABLE alert (
  position BIGINT PRIMARY KEY,
  alerted_at TIMESTAMP NOT NULL,
  rule VARCHAR NOT NULL,
  tag_value VARCHAR NOT NULL,
  slice BIGINT NOT NULL,                -- start of the window's slice, epoch seconds
  threshold_thousandths INTEGER NOT NULL,
  settled HUGEINT NOT NULL,
  limit_amount HUGEINT NOT NULL
);

CREATE TABLE book (
  position BIGINT PRIMARY KEY,
  kind VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  who VARCHAR NOT NULL,
  content VARCHAR NOT NULL
);

-- Entries that contradict the ones before them. They add to no figure; a ledger with one is wrong.
CREATE TABLE anomaly (
  position BIGINT PRIMARY KEY,
  call_id VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  what VARCHAR NOT NULL
);

-- One row, written in the same transaction as what it tells of: the last entry that is in the tables.
CREATE TABLE progress (
  position BIGINT NOT NULL,             -- -1 before the first entry
  next_position BIGINT NOT NULL,        -- where to read on
  booked_at TIMESTAMP                   -- of that entry; NULL before the first
);

INSERT INTO progress VALUES (-1, 0, NULL);
