-- What each telling and each feedback asks for under the one writer's lock: the rows of some ids, whether
-- a row is superseded, the last words of an author about a call.
CREATE INDEX outcome_of_id ON outcome (outcome_id);
CREATE INDEX superseded_of_outcome ON superseded (outcome);
CREATE INDEX feedback_of_call ON feedback (call_id);
