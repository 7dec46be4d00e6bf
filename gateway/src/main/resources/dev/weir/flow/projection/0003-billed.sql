-- Adds `billed`: what a provider bills, so that errors and operations that are free dilute no cost per
-- call.
DROP VIEW spend;

-- What a report adds up: every row of attempt and refusal, with the same dimensions and with measures
-- that are right under SUM over any group. A call counts in the group of its first attempt.
CREATE VIEW spend AS
SELECT
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  provider, model, model_served, service_tier, provenance, price_book, rule_book,
  CAST(status AS VARCHAR) AS status, ending, '' AS refusal_kind,
  CASE WHEN attempt = 1 AND kind <> 'correction' THEN 1 ELSE 0 END AS calls,
  CASE WHEN kind <> 'correction' THEN 1 ELSE 0 END AS attempts,
  CASE WHEN kind IN ('settled', 'expired') AND route NOT IN ('openai.models', 'anthropic.count_tokens')
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
  '', '', '', '', '', '', rule_book,
  '', '', kind,
  0, 0, 0, 1,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0,
  0, NULL
FROM refusal;
