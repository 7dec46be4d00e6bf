package dev.weir.value.gate;

import dev.weir.base.money.Money;
import dev.weir.value.portfolio.Audience;
import dev.weir.value.portfolio.Stage;
import dev.weir.value.portfolio.UseCase;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a gate leads.
public sealed interface Destination {
  /// A stage: `beta`. The one the use case is in is led to again by a change of its roll-out.
  record ToStage(Stage stage) implements Destination {
    @Override
    public String code() {
      return stage.code();
    }
  }

  /// A change of audience, which is a gate of its own: `customer`.
  record ToAudience(Audience audience) implements Destination {
    @Override
    public String code() {
      return audience.code();
    }
  }

  String code();

  static Destination parse(String code) {
    return all()
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "field 'to' is one of %s, was '%s'"
                    .formatted(all().map(Destination::code).toList(), code)));
  }

  private static Stream<Destination> all() {
    return Stream.concat(
        Arrays.stream(Stage.values()).filter(stage -> stage != Stage.IDEA).map(ToStage::new),
        Arrays.stream(Audience.values()).map(ToAudience::new));
  }

  /// Why a use case cannot go there from where it is; nothing if it can.
  default Optional<String> unreachableFor(UseCase useCase) {
    return switch (this) {
      case ToStage(Stage stage) -> unreachable(useCase, stage);
      case ToAudience(Audience audience) -> unreachable(useCase, audience);
    };
  }

  private static Optional<String> unreachable(UseCase useCase, Audience to) {
    if (useCase.stage() == Stage.IDEA || useCase.stage() == Stage.SUNSET) {
      return Optional.of(
          "field 'to' is an audience from poc to production, was %s at %s"
              .formatted(to.code(), useCase.stage().code()));
    }
    return useCase.audience() == to
        ? Optional.of("field 'to' is another audience than now, was " + to.code())
        : Optional.empty();
  }

  /// Whether a use case is there.
  default boolean has(UseCase useCase) {
    return switch (this) {
      case ToStage(Stage stage) -> useCase.stage() == stage;
      case ToAudience(Audience audience) -> useCase.audience() == audience;
    };
  }

  private static Optional<String> unreachable(UseCase useCase, Stage to) {
    Stage now = useCase.stage();
    if (now == Stage.SUNSET) {
      return to == Stage.POC
          ? Optional.empty()
          : Optional.of("field 'to' is poc, the way back from sunset, was " + to.code());
    }
    List<Stage> reached = Stream.of(now, now.onward(), Stage.SUNSET).distinct().toList();
    return reached.contains(to)
        ? Optional.empty()
        : Optional.of(
            "field 'to' is the stage it is in, the next one or sunset, from %s it is one of %s, was %s"
                .formatted(now.code(), reached.stream().map(Stage::code).toList(), to.code()));
  }

  /// The use case as it is there.
  ///
  /// @param usd a month; 0 = no budget any more
  default UseCase reachedBy(UseCase useCase, BigDecimal usd) {
    Optional<Money> budget = Optional.of(Money.usd(usd)).filter(it -> !it.isZero());
    return switch (this) {
      case ToStage(Stage stage) -> useCase.atGate(stage, useCase.audience(), budget);
      case ToAudience(Audience audience) -> useCase.atGate(useCase.stage(), audience, budget);
    };
  }

  default boolean isSunset() {
    return equals(new ToStage(Stage.SUNSET));
  }

  /// Destinations whose gates concern a use case now: where it is, and where it can go.
  static List<Destination> of(UseCase useCase) {
    return all()
        .filter(each -> each.has(useCase) || each.unreachableFor(useCase).isEmpty())
        .toList();
  }
}
