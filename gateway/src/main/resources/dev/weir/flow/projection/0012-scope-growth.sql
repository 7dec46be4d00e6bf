-- Parts of a use case's scope that its calls show and nobody had approved when they were told of.
CREATE TABLE scope_growth (
  position BIGINT PRIMARY KEY,
  told_at TIMESTAMP NOT NULL,
  use_case VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,                -- department, agent, source
  part VARCHAR NOT NULL,                -- as calls have it: of an agent its key
  name VARCHAR NOT NULL,                -- as people know it
  calls BIGINT NOT NULL
);
