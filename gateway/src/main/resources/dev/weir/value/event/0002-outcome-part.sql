-- What sums of outcomes are made of, the same for all of them: the parts that use cases have in
-- outcomes, and what each counts.
CREATE VIEW outcome_part AS
  SELECT o.position, o.at_utc, o.until_utc, o.success, o.evidence, o.content,
    o.call_id, o.session_id, o.ticket, o.user_name,
    p.use_case, p.occurred_utc, p.quantity,
    p.use_case = o.use_case AS own,   -- each outcome has one such part
    -- The use case's share, 0 to 1: it has at most 6 decimals, so the quotient rounds to it exactly.
    CASE WHEN contains(o.content, '"share:')
      THEN CAST(CAST(p.quantity AS DOUBLE)
        / CAST(json_extract_string(o.content, '$.quantity') AS DOUBLE) AS DECIMAL(7,6))
      ELSE 1 END AS share,
    p.value_usd IS NOT NULL AS valued,
    CASE WHEN o.success THEN p.value_usd END AS value_usd,      -- a failure brings nothing
    CASE WHEN NOT o.success THEN p.value_usd END AS failed_usd  -- what it was told to have cost
  FROM outcome_span o JOIN part p ON p.outcome = o.position;
