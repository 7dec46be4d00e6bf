/// The portfolio: what use cases are to be worth, who answers for them, what they may become.
///
/// Owns: [UseCase] and its parts, their JSON ([UseCaseText]), the [Policy] for all of them with its
/// [Safeguards], what a use case lacks ([Readiness], [SmartCheck]) by what is [Known], what has
/// grown beyond its register ([Growth]). Does not own: outcomes, baselines, keys, calls, versions
/// and who made them, gates, marks and their order (value.ranking). Always true: weights of a
/// workload add up to 1; the two owners are two people; only [UseCase#atGate] leads beyond a proof
/// of concept or changes an audience there; what waits for approval is not in scope. Pure: no
/// clock, no I/O. Limits: 200 parts of a scope, 20 review criteria, texts of 2,000 characters. May
/// import: base.money, flow.books, value.ranking, value.statement.
@NullMarked
package dev.weir.value.portfolio;

import org.jspecify.annotations.NullMarked;
