package dev.weir.flow.route;

import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.translate.Translations;
import java.util.List;
import java.util.OptionalLong;

/// The answer to "where may this call go?".
public sealed interface Plan {

  /// @param route the name of the route, empty where the model's own name led here
  /// @param steps in the order they are to be tried; never none
  /// @param rules what may be tried
  record Targets(String route, List<Step> steps, RetryRules rules) implements Plan {
    public Targets {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("a plan has a target");
      }
    }
  }

  /// @param refusal of kind `MODEL_UNKNOWN`
  record Refused(Refusal refusal) implements Plan {}

  /// One target of a plan.
  ///
  /// @param wire in which the provider is asked: the call's own, or one it is translated to
  /// @param path as [Planner.Choice]'s
  record Step(Provider provider, String model, Wire wire, String path) {
    public Target target() {
      return new Target(provider.name(), model);
    }

    /// What a call is translated for, where it is.
    ///
    /// @param outputMax most output tokens the model can give, where the price book knows
    public Translations.Bound bound(OptionalLong outputMax) {
      return new Translations.Bound(wire, provider.idOf(model), outputMax, provider.drop());
    }
  }
}
