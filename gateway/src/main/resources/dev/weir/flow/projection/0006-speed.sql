-- How fast attempts were answered: one row for each that was settled, with the dimensions of the view
-- spend. What was not measured, or has no meaning for an attempt, is NULL, which no percentile counts.
CREATE VIEW speed AS
SELECT
  call_id, accepted_at, key_id, quarantined, use_case, department, cost_centre, role, environment, team,
  project, user_id, session_id, tags, route, model_asked, stream, purpose,
  provider, model, model_served, service_tier, provenance, price_book, rule_book,
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
