-- Adds what one entry says of many attempts at once: that they are priced anew, or put under other tags.
-- Its rows have the columns of attempt and charge_line, the position of that entry, and no index, as there
-- may be one for every attempt there is. A column added to attempt or charge_line is added here too.
--
-- Kinds: rerated, a difference of cost. retagged_from and retagged_to, always together: the first takes
-- back all that is in force of an attempt, under the tags it had; the second puts the same under those it
-- has from there on, and is written at the position behind, where no entry begins: it is the later one.
CREATE TABLE restated AS FROM attempt LIMIT 0;
CREATE TABLE restated_line AS FROM charge_line LIMIT 0;

-- All that is booked. A row is named by position, call_id and attempt, and so are its lines.
--
-- `counts` is 1 where a row tells of an attempt or usage record, -1 where one is taken from under its
-- tags, 0 where there is only a better figure for one.
CREATE VIEW booked AS
SELECT *, CASE WHEN kind IN ('correction', 'rerated', 'voided', 'due') THEN 0
  WHEN kind = 'retagged_from' THEN -1 ELSE 1 END AS counts
FROM (FROM attempt UNION ALL FROM restated);
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

-- Past spend put under other tags: one row for each entry that says so.
CREATE TABLE retagging (
  position BIGINT NOT NULL,
  run VARCHAR NOT NULL,                 -- names it
  booked_at TIMESTAMP NOT NULL,
  used_from TIMESTAMP NOT NULL,
  used_until TIMESTAMP NOT NULL,
  conditions VARCHAR[] NOT NULL,        -- team=red|blue, or project: any value
  settings VARCHAR[] NOT NULL,          -- cost_centre=cc9; pilot=: taken away
  changed BIGINT NOT NULL,              -- attempts and usage records that have other tags
  cost DECIMAL(38, 12) NOT NULL,        -- of these
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

-- What a report adds up: every row of booked and refusal, with the same dimensions, when and by which
-- entry it was booked, and with measures that are right under SUM over any group. A call counts in the
-- group of its first attempt; a usage record counts as the requests it stands for. Both count under the
-- tags they have by now, and where they had others before they come to nothing; how fast they were stays
-- where it was measured.
CREATE VIEW spend AS
SELECT
  position, booked_at, counts,
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  provider, model, model_served, service_tier, provenance, price_book, rule_book, origin, account,
  CAST(status AS VARCHAR) AS status, ending, '' AS refusal_kind,
  CASE WHEN origin <> '' THEN requests WHEN attempt = 1 THEN counts ELSE 0 END AS calls,
  CASE WHEN origin <> '' THEN requests ELSE counts END AS attempts,
  CASE WHEN route IN ('openai.models', 'anthropic.count_tokens') THEN 0 ELSE requests END AS billed,
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
  position, accepted_at, 1,
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  '', '', '', '', '', '', rule_book, '', '',
  '', '', kind,
  0, 0, 0, 1,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  0, NULL
FROM refusal;
