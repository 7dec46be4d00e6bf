-- Adds spend beside the gateway: rows of kind 'recorded', and 'voided', which takes one back. Their
-- accepted_at is the time of use, their slot the provider's key; they hold nothing and no rule counts them.
ALTER TABLE attempt ADD COLUMN origin VARCHAR DEFAULT '';         -- who told of it; '' = it went through Weir
ALTER TABLE attempt ADD COLUMN record_id VARCHAR DEFAULT '';      -- its name there
ALTER TABLE attempt ADD COLUMN record_digest VARCHAR DEFAULT '';  -- of what was told
ALTER TABLE attempt ADD COLUMN account VARCHAR DEFAULT '';        -- the provider's, that it is billed to
ALTER TABLE attempt ADD COLUMN used_until TIMESTAMP;              -- end of a sum; NULL = one call

DROP VIEW spend;

-- What a report adds up: every row of attempt and refusal, with the same dimensions and with measures
-- that are right under SUM over any group. A call counts in the group of its first attempt; a usage
-- record counts as the requests it stands for.
CREATE VIEW spend AS
SELECT
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  provider, model, model_served, service_tier, provenance, price_book, rule_book, origin, account,
  CAST(status AS VARCHAR) AS status, ending, '' AS refusal_kind,
  CASE WHEN kind IN ('recorded', 'voided') THEN requests
    WHEN attempt = 1 AND kind <> 'correction' THEN 1 ELSE 0 END AS calls,
  CASE WHEN kind IN ('recorded', 'voided') THEN requests
    WHEN kind <> 'correction' THEN 1 ELSE 0 END AS attempts,
  CASE WHEN kind IN ('recorded', 'voided') THEN requests
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
FROM attempt
UNION ALL
SELECT
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  '', '', '', '', '', '', rule_book, '', '',
  '', '', kind,
  0, 0, 0, 1,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  0, NULL
FROM refusal;

DROP VIEW speed;

-- How fast attempts were answered: one row for each that was settled, with the dimensions of the view
-- spend. What was not measured, or has no meaning for an attempt, is NULL, which no percentile counts.
CREATE VIEW speed AS
SELECT
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  provider, model, model_served, service_tier, provenance, price_book, rule_book, origin, account,
  CAST(status AS VARCHAR) AS status, ending, '' AS refusal_kind,
  input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens AS prompt_tokens,
  CASE WHEN stream AND first_token_micros >= 0 THEN first_token_micros END AS ttft_micros,
  CASE WHEN stream AND first_completion_micros >= 0 THEN first_completion_micros END AS ttfc_micros,
  CASE WHEN frame_gap_p50_micros >= 0 THEN frame_gap_p50_micros END AS gap_micros,
  CASE WHEN stream AND ending IN ('complete', 'drained')
      AND first_token_micros >= 0 AND total_micros > first_token_micros
      AND output_tokens + reasoning_tokens > 0
    THEN (output_tokens + reasoning_tokens) * 1e6 / (total_micros - first_token_micros)
  END AS output_per_second,
  CASE WHEN stream AND ending IN ('complete', 'drained')
      AND first_completion_micros >= 0 AND total_micros > first_completion_micros
      AND output_tokens > 0
    THEN output_tokens * 1e6 / (total_micros - first_completion_micros)
  END AS completion_per_second,
  CASE WHEN queue_micros >= 0 THEN queue_micros END AS queue_micros,
  CASE WHEN admit_micros >= 0 THEN admit_micros END AS admit_micros,
  CASE WHEN connect_micros >= 0 THEN connect_micros END AS connect_micros,
  CASE WHEN total_micros >= 0 THEN total_micros END AS total_micros
FROM attempt
WHERE kind = 'settled';
