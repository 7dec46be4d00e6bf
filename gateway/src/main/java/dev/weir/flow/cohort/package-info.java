/// Who gets what of a use case: who may call for it, and which of an experiment's arms.
///
/// Owns: [Draw] (where a value stands among all, by a hash that others can compute too), [Rollout]
/// (who may call), [EligibleUsers] (a roster as calls are judged by it), [Experiment] and its
/// [Arm]s, [Cohorts] (all of them, found by use case). Does not own: what a rule book is (rule),
/// who is put on a roster (value.adoption), how a call goes another way (edge), what came of an
/// experiment. Always true: the same salt and value stand at the same place on every gateway, for
/// ever; who is among n % is among every larger share that there is room for; what has begun does
/// not change until it is stopped; no two experiments can want the same call. Limits: 10,000
/// rollouts of 10,000 named users, 1,000 experiments of 20 arms. Pure: no clock, no I/O. May
/// import: flow.identity, flow.refusal, flow.window.
@NullMarked
package dev.weir.flow.cohort;

import org.jspecify.annotations.NullMarked;
