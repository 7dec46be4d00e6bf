-- More of what the view spend adds up to, filled together with spend_hour and as far as it; that begins anew.
DELETE FROM spend_hour;

-- The same with free tags. A tag that is another with each call makes as many rows as there are calls.
CREATE TABLE spend_hour_tagged (
  until_position BIGINT NOT NULL,
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
  route VARCHAR NOT NULL,
  model_asked VARCHAR NOT NULL,
  stream BOOLEAN NOT NULL,
  purpose VARCHAR NOT NULL,
  provider VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  model_served VARCHAR NOT NULL,
  service_tier VARCHAR NOT NULL,
  provenance VARCHAR NOT NULL,
  price_book VARCHAR NOT NULL,
  rule_book VARCHAR NOT NULL,
  origin VARCHAR NOT NULL,
  account VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  ending VARCHAR NOT NULL,
  refusal_kind VARCHAR NOT NULL,
  tags MAP(VARCHAR, VARCHAR),
  calls BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  billed BIGINT NOT NULL,
  refusals BIGINT NOT NULL,
  input_tokens BIGINT NOT NULL,
  cache_read_tokens BIGINT NOT NULL,
  cache_write_5m_tokens BIGINT NOT NULL,
  cache_write_1h_tokens BIGINT NOT NULL,
  output_tokens BIGINT NOT NULL,
  reasoning_tokens BIGINT NOT NULL,
  bound_tokens BIGINT NOT NULL,
  cost DECIMAL(38, 12) NOT NULL,
  cost_counted DECIMAL(38, 12) NOT NULL,
  cost_estimated DECIMAL(38, 12) NOT NULL,
  cost_unattributed DECIMAL(38, 12) NOT NULL,
  cost_safety DECIMAL(38, 12) NOT NULL,
  cost_retry DECIMAL(38, 12) NOT NULL,
  partly_unpriced BIGINT NOT NULL
);

-- Who called for a use case on a day of UTC: what counts different users.
CREATE TABLE spend_user (
  until_position BIGINT NOT NULL,
  day TIMESTAMP NOT NULL,               -- its first instant
  use_case VARCHAR NOT NULL,
  user_id VARCHAR NOT NULL,
  billed BIGINT NOT NULL
);

-- Which free tags there are.
CREATE TABLE spend_tag (
  until_position BIGINT NOT NULL,
  accepted_at TIMESTAMP NOT NULL,       -- the hour's beginning
  team VARCHAR NOT NULL,
  tag VARCHAR NOT NULL
);
