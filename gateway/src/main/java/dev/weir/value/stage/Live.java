package dev.weir.value.stage;

import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Rollout;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.portfolio.Safeguards;
import dev.weir.value.portfolio.SmartCheck;
import dev.weir.value.portfolio.UseCase;
import java.util.List;
import java.util.Optional;

/// How a use case stands to a gate, with the versions that says it by.
///
/// @param safeguards of the use case, its own and its audience's
/// @param asked the time its figures are of
/// @param fact of the use case
/// @param rollout in force; absent = everybody may call
/// @param eligible users of the use case
/// @param smart the five checks of its goal
/// @param lights as last looked at
public record Live(
    UseCase useCase,
    Safeguards safeguards,
    Version fact,
    Version gate,
    Asked asked,
    Optional<Rollout> rollout,
    Figure eligible,
    Evaluation evaluation,
    List<SmartCheck> smart,
    Lights lights) {}
