-- Keys that a provider says were used and of which the gateway knows nothing.
CREATE TABLE bypass (
  position BIGINT PRIMARY KEY,
  told_at TIMESTAMP NOT NULL,
  provider VARCHAR NOT NULL,            -- as configured
  key_id VARCHAR NOT NULL,              -- as the provider calls it
  day DATE NOT NULL,                    -- of UTC, on which it was used
  requests BIGINT NOT NULL,
  tokens BIGINT NOT NULL
);
