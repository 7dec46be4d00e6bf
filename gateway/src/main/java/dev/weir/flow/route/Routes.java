package dev.weir.flow.route;

import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import java.util.List;
import java.util.function.BiPredicate;

/// Finds the provider of a call. Immutable.
public final class Routes {
  private final List<Provider> providers;

  /// The answer to "who serves this?".
  public sealed interface Plan {

    /// @param provider where the call goes
    record Target(Provider provider) implements Plan {}

    /// @param refusal of kind `MODEL_UNKNOWN`
    record Refused(Refusal refusal) implements Plan {}
  }

  /// @param providers in the order of the configuration
  public Routes(List<Provider> providers) {
    this.providers = List.copyOf(providers);
  }

  public List<Provider> providers() {
    return providers;
  }

  /// The target of a call.
  ///
  /// @param model the model asked for
  /// @param priced whether the price book knows a model under a provider's name
  public Plan plan(Wire wire, String model, BiPredicate<Provider, String> priced) {
    List<Provider> candidates =
        providers.stream().filter(provider -> provider.family().speaks(wire)).toList();
    for (Provider provider : candidates) {
      if (serves(provider, model, priced)) {
        return new Plan.Target(provider);
      }
    }
    boolean leftToTheProvider = candidates.size() == 1 && candidates.getFirst().models().isEmpty();
    return leftToTheProvider
        ? new Plan.Target(candidates.getFirst())
        : unknown(wire, model, candidates.size());
  }

  private static boolean serves(
      Provider provider, String model, BiPredicate<Provider, String> priced) {
    return provider.models().isEmpty() ? priced.test(provider, model) : provider.names(model);
  }

  private static Plan unknown(Wire wire, String model, int sameWire) {
    return new Plan.Refused(
        Refusal.of(
            Refusal.Kind.MODEL_UNKNOWN,
            sameWire == 0
                ? "no provider of %s is configured".formatted(wire.code())
                : "no configured provider of %s serves the model '%s'"
                    .formatted(
                        wire.code(), model.length() > 100 ? model.substring(0, 100) : model)));
  }
}
