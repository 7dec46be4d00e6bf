-- Who looked at the spend of single users. Append-only, like what people changed.
CREATE TABLE looks (
  at_utc TIMESTAMP NOT NULL,        -- the first look of that day
  who VARCHAR NOT NULL,
  route VARCHAR NOT NULL,           -- its operation in the API
  named BOOLEAN NOT NULL            -- by their ids; false = by pseudonyms
);
