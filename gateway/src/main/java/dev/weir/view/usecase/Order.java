package dev.weir.view.usecase;

import dev.weir.view.page.Line;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What use cases are sorted by; what is not known comes last.
enum Order {
  NAME("Name"),
  STAGE("Stage"),
  COST("Dearest"),
  OUTCOMES("Most outcomes"),
  PER_OUTCOME("Dearest outcome");

  private static final List<String> STAGES =
      List.of("production", "soft_launch", "beta", "poc", "idea", "sunset");
  private static final Comparator<Known> BY_NAME =
      Comparator.comparing(known -> known.useCase.text("name").toLowerCase(Locale.ROOT));

  private final String title;

  Order(String title) {
    this.title = title;
  }

  /// What is known of one use case.
  ///
  /// @param cost of the month
  record Known(Line useCase, Line cost) {}

  String title() {
    return title;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Comparator<Known> comparing() {
    return switch (this) {
      case NAME -> BY_NAME;
      case STAGE ->
          Comparator.<Known>comparingInt(known -> STAGES.indexOf(known.useCase.text("stage")))
              .thenComparing(BY_NAME);
      case COST -> most("loaded_usd");
      case OUTCOMES -> most("outcomes");
      case PER_OUTCOME -> most("loaded_per_outcome_usd");
    };
  }

  private static Comparator<Known> most(String field) {
    Comparator<Optional<BigDecimal>> unknownLast = Comparator.comparing(Optional::isEmpty);
    return Comparator.comparing(
            (Known known) -> known.cost.number(field),
            unknownLast.thenComparing(
                number -> number.orElse(BigDecimal.ZERO), Comparator.reverseOrder()))
        .thenComparing(BY_NAME);
  }
}
