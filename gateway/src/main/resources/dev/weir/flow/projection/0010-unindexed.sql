-- Takes away the indexes over calls. They have to be in memory whole, so that a few million calls were more
-- than the database has. What they found is found by time and position, in which the rows lie in order.
-- Every column is filled but used_until and list_unit_price.
DROP INDEX attempt_by_call;
DROP INDEX charge_line_by_call;

CREATE TABLE attempt_unindexed AS FROM attempt;
DROP TABLE attempt;
ALTER TABLE attempt_unindexed RENAME TO attempt;

CREATE TABLE refusal_unindexed AS FROM refusal;
DROP TABLE refusal;
ALTER TABLE refusal_unindexed RENAME TO refusal;
