-- Adds the prompt modules that requests were put together from, and what of the input's charge each is.
ALTER TABLE open_attempt ADD COLUMN modules VARCHAR DEFAULT '';   -- tone@2:31: module, version, tokens
ALTER TABLE attempt ADD COLUMN modules VARCHAR DEFAULT '';

-- Shares of an attempt's input. Those of one position add up to the amounts of its input's charge lines;
-- what is no module's is the module 'caller', of version 0. Of a correction the difference.
CREATE TABLE attempt_module (
  position BIGINT NOT NULL,
  call_id VARCHAR NOT NULL,
  attempt INTEGER NOT NULL,
  module VARCHAR NOT NULL,
  version INTEGER NOT NULL,
  tokens BIGINT NOT NULL,
  cost DECIMAL(38, 12) NOT NULL
);
