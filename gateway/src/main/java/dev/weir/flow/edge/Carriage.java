package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.meter.MeterLimits;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Plan;
import dev.weir.flow.route.Target;
import dev.weir.flow.translate.Prepared;
import dev.weir.flow.translate.Translations;
import dev.weir.flow.upstream.HeaderRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/// Makes a call what its targets are asked, and remembers why one cannot be. Owned by the call's
/// event loop.
final class Carriage {
  static final Refusal NO_ROOM =
      new Refusal(
          Refusal.Kind.OVERLOADED,
          "the request bodies under way leave no room for this one as it would be sent; it may pass in a moment",
          "",
          DataPlane.OVERLOADED_RETRY_AFTER);

  private static final Translations TRANSLATIONS =
      new Translations(MeterLimits.USUAL.eventBytesMax());

  private final Asked asked;
  private final String query;
  private final Headers headers;
  private final IntPredicate room;
  private final Map<Target, String> obstacles = new LinkedHashMap<>();

  /// Whether there is room for a translation; one call has one at a time.
  private boolean held;

  /// @param room takes so many bytes, if there is some
  /// @param query the caller's, without its `?`
  /// @param headers the caller's
  Carriage(Asked asked, String query, Headers headers, IntPredicate room) {
    this.asked = asked;
    this.room = room;
    this.query = query;
    this.headers = headers;
  }

  /// The call as the target of a step is asked; nothing if it cannot be.
  Optional<Carried> to(Plan.Step step) {
    if (step.wire() == asked.ask().wire()) {
      return Optional.of(Carried.asItCame(asked, query));
    }
    if (isBarred(step)) {
      return Optional.empty();
    }
    held = held || room.test(asked.body().length);
    if (!held) {
      return impossible(step, "no room");
    }
    return switch (translated(step)) {
      case Prepared.Translated translated -> Optional.of(Carried.translated(translated));
      case Prepared.NotCarried not ->
          impossible(
              step,
              "%s (or let it go: providers.%s.drop)".formatted(not.why(), step.provider().name()));
      case Prepared.Malformed malformed -> impossible(step, malformed.why());
      case Prepared.Unpaired(var from, var to) ->
          impossible(step, "%s is not translated to %s".formatted(from.code(), to.code()));
    };
  }

  /// Whether it is known that the target cannot be asked.
  boolean isBarred(Plan.Step step) {
    return obstacles.containsKey(step.target());
  }

  private Prepared translated(Plan.Step step) {
    return TRANSLATIONS.prepare(
        new Translations.Asked(
            asked.body(),
            asked.ask(),
            HeaderRules.meaningful(headers),
            asked.accepted(),
            asked.call().toString()),
        step.bound(outputMax(step)));
  }

  private OptionalLong outputMax(Plan.Step step) {
    Provider provider = step.provider();
    PriceLookup found =
        asked.books().prices().find(provider.prices(), step.model(), asked.accepted());
    return found instanceof PriceLookup.Priced priced
        ? priced.tariff().limits().outputMax()
        : OptionalLong.empty();
  }

  private Optional<Carried> impossible(Plan.Step step, String why) {
    obstacles.put(
        step.target(), "%s is asked in %s: %s".formatted(step.target(), step.wire().code(), why));
    return Optional.empty();
  }

  /// Why no target can be asked. What it says of the request is for its caller alone.
  Refusal refusal() {
    if (!held) {
      return NO_ROOM;
    }
    return Refusal.of(
        Refusal.Kind.NOT_CARRIED,
        "this call of %s cannot be carried to its target; %s"
            .formatted(asked.ask().wire().code(), String.join("; ", obstacles.values())));
  }
}
