package dev.weir.value.stage;

import dev.weir.flow.books.Version;
import dev.weir.value.criterion.Asked;
import dev.weir.value.gate.Evaluation;
import dev.weir.value.gate.UseCase;
import dev.weir.value.gate.UseCase.Rollout;
import java.util.Optional;

/// How a use case stands to a gate, with the versions that says it by.
///
/// @param asked the time its figures are of
/// @param rollout in force; absent = everybody may call
/// @param lights as last looked at
public record Live(
    UseCase useCase,
    int useCaseVersion,
    Version gate,
    Asked asked,
    Optional<Rollout> rollout,
    Evaluation evaluation,
    Lights lights) {}
