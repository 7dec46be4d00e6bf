package dev.weir.view.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Who calls: use cases, their people and their habits; and the rules they live under.
///
/// @param budgets bodies for the control plane's `/api/v1/budgets`, each with its `id`
/// @param limits the same for `/api/v1/limits`
public record Population(
    List<UseCase> useCases, List<Map<String, Object>> budgets, List<Map<String, Object>> limits) {

  /// The wire a call speaks.
  enum Dialect {
    OPENAI,
    ANTHROPIC;

    /// The dialect in which a model is usually sold.
    static Dialect of(String model) {
      return model.startsWith("claude") ? ANTHROPIC : OPENAI;
    }
  }

  /// One use case, and with it one virtual key of the same name.
  ///
  /// @param weight share of the calls, relative to the other use cases
  /// @param fixed tags the key fixes; without the required ones its calls are quarantined
  /// @param users how many people are behind it; the n-th makes 1/n as many calls as the first; 0 =
  ///   calls name no user
  /// @param models by weight
  /// @param purposes by weight
  /// @param streamShare 0 to 1
  /// @param tags free tags and the values drawn for them
  /// @param traffic its own arrivals, where no trace is played
  /// @param followUps calls made after each answer, as children of it
  record UseCase(
      String name,
      double weight,
      SortedMap<String, String> fixed,
      int users,
      Weights<String> models,
      Weights<String> purposes,
      double streamShare,
      SortedMap<String, List<String>> tags,
      Optional<Traffic> traffic,
      List<FollowUp> followUps) {
    UseCase {
      followUps = List.copyOf(followUps);
    }
  }

  /// Arrivals at random (Poisson) with lognormal lengths.
  ///
  /// @param input median tokens
  /// @param output median tokens
  /// @param spread of the logarithms of both
  /// @param maxTokens what callers set as `max_tokens`
  record Traffic(double perMinute, int input, int output, double spread, int maxTokens) {}

  /// A call that checks or judges an answer.
  ///
  /// @param share of the answers that are followed by it
  record FollowUp(String purpose, String model, double share, int input, int output) {}

  public Population {
    useCases = List.copyOf(useCases);
    budgets = List.copyOf(budgets);
    limits = List.copyOf(limits);
    if (useCases.isEmpty()) {
      throw new IllegalArgumentException("a population has at least one use case");
    }
    if (useCases.stream().map(UseCase::name).distinct().count() < useCases.size()) {
      throw new IllegalArgumentException("the use cases of a population have different names");
    }
  }
}
