-- Imported bills and provider usage. Append-only: no statement of this program updates or deletes a row.
-- Amounts are decimals as their source wrote them, with all their digits: text, never DOUBLE. Lists and
-- maps are JSON. '' stands for "not given".
CREATE TABLE bill (
  position BIGINT PRIMARY KEY,      -- 1, 2, 3 ...; bill_7 is at 7
  at_utc TIMESTAMP NOT NULL,
  who VARCHAR NOT NULL,
  why VARCHAR NOT NULL,
  file VARCHAR NOT NULL,
  form VARCHAR NOT NULL,            -- openai-usage, focus ...
  part VARCHAR NOT NULL,            -- which of several reports of that form
  sha256 VARCHAR NOT NULL,
  providers VARCHAR NOT NULL,
  accounts VARCHAR NOT NULL,
  period_from DATE NOT NULL,
  period_to DATE NOT NULL,          -- exclusive
  source_rows INTEGER NOT NULL,
  line_count INTEGER NOT NULL,
  totals VARCHAR NOT NULL,          -- what is due, by currency
  notes VARCHAR NOT NULL,
  replaces VARCHAR NOT NULL         -- ids of bills that are not in force since
);

CREATE TABLE bill_row (
  position BIGINT PRIMARY KEY,      -- over all bills
  bill BIGINT NOT NULL,
  source_row INTEGER NOT NULL,      -- 1, 2, 3 ... within the bill
  columns_json VARCHAR NOT NULL     -- every column of the source, in its order
);

CREATE TABLE bill_line (
  position BIGINT PRIMARY KEY,      -- over all bills
  bill BIGINT NOT NULL,
  source_row INTEGER NOT NULL,
  provider VARCHAR NOT NULL,
  account VARCHAR NOT NULL,
  project VARCHAR NOT NULL,
  key_id VARCHAR NOT NULL,
  product VARCHAR NOT NULL,
  model VARCHAR NOT NULL,
  meter VARCHAR NOT NULL,
  tier VARCHAR NOT NULL,
  from_utc TIMESTAMP NOT NULL,
  to_utc TIMESTAMP NOT NULL,
  quantity VARCHAR,                 -- NULL: the source does not say
  unit VARCHAR,
  list_cost VARCHAR,
  billed_cost VARCHAR,
  effective_cost VARCHAR,
  currency VARCHAR,                 -- NULL: a provider's usage, without money
  category VARCHAR NOT NULL,
  invoice VARCHAR NOT NULL
);
