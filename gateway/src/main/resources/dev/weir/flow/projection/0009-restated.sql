-- Adds what one entry says of many attempts at once: that they are priced anew. Its rows have the columns
-- of attempt and charge_line, the position of that entry, and no index, as there may be one for every
-- attempt there is. A column added to attempt or charge_line is added here too.
CREATE TABLE restated AS FROM attempt LIMIT 0;
CREATE TABLE restated_line AS FROM charge_line LIMIT 0;

-- All that is booked. A row is named by position, call_id and attempt, and so are its lines.
CREATE VIEW booked AS FROM attempt UNION ALL FROM restated;
CREATE VIEW booked_line AS FROM charge_line UNION ALL FROM restated_line;

-- Past charges priced anew: one row for each entry that says so.
CREATE TABLE rerating (
  position BIGINT NOT NULL,
  run VARCHAR NOT NULL,                 -- names it, together with the others of one order
  booked_at TIMESTAMP NOT NULL,
  used_from TIMESTAMP NOT NULL,
  used_until TIMESTAMP NOT NULL,
  price_book VARCHAR NOT NULL,
  changed BIGINT NOT NULL,              -- attempts that have another charge
  was DECIMAL(38, 12) NOT NULL,         -- what these were charged
  now DECIMAL(38, 12) NOT NULL,         -- what they are charged from here on
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL
);

-- Months that are closed: one row for each provider and stage. A month without spend has a row too, of
-- the provider ''.
CREATE TABLE closed_period (
  position BIGINT NOT NULL,
  before_position BIGINT NOT NULL,      -- from here on entries about it are restatements
  month DATE NOT NULL,                  -- its first day
  closed_at TIMESTAMP NOT NULL,
  stage VARCHAR NOT NULL,               -- accrued, settled
  provider VARCHAR NOT NULL,
  ledger DECIMAL(38, 12) NOT NULL,
  reconciled DECIMAL(38, 12) NOT NULL,  -- confirmed by the provider's usage and by no bill
  invoiced DECIMAL(38, 12) NOT NULL,    -- confirmed by the bill
  billed DECIMAL(38, 12),               -- what the bill says; NULL without one
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL
);

DROP VIEW spend;

-- What a report adds up: every row of booked and refusal, with the same dimensions, when and by which entry
-- it was booked, and with measures that are right under SUM over any group. A call counts in the group of its first attempt; a usage
-- record counts as the requests it stands for.
CREATE VIEW spend AS
SELECT
  position, booked_at, call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  provider, model, model_served, service_tier, provenance, price_book, rule_book, origin, account,
  CAST(status AS VARCHAR) AS status, ending, '' AS refusal_kind,
  CASE WHEN kind IN ('recorded', 'voided', 'due') THEN requests
    WHEN attempt = 1 AND kind NOT IN ('correction', 'rerated') THEN 1 ELSE 0 END AS calls,
  CASE WHEN kind IN ('recorded', 'voided', 'due') THEN requests
    WHEN kind NOT IN ('correction', 'rerated') THEN 1 ELSE 0 END AS attempts,
  CASE WHEN kind IN ('recorded', 'voided', 'due') THEN requests
    WHEN kind IN ('settled', 'expired') AND route NOT IN ('openai.models', 'anthropic.count_tokens')
    THEN 1 ELSE 0 END AS billed,
  0 AS refusals,
  input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
  output_tokens, reasoning_tokens, bound_tokens,
  cost, cost_counted, cost_estimated,
  CASE WHEN quarantined OR use_case = '' THEN cost ELSE 0 END AS cost_unattributed,
  CASE WHEN purpose IN ('guardrail', 'judge', 'audit') THEN cost ELSE 0 END AS cost_safety,
  CASE WHEN attempt > 1 THEN cost ELSE 0 END AS cost_retry,
  partly_unpriced,
  CASE WHEN kind = 'settled' AND stream AND first_token_micros >= 0
    THEN first_token_micros END AS ttft_micros
FROM booked
UNION ALL
SELECT
  position, accepted_at, call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  '', '', '', '', '', '', rule_book, '', '',
  '', '', kind,
  0, 0, 0, 1,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  0, NULL
FROM refusal;
