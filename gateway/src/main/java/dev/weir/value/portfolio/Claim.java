package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Of what kind a use case's value is.
public sealed interface Claim {
  int CRITERIA_MAX = 20;

  /// As it is written in `value.kind`.
  default String kind() {
    return switch (this) {
      case Revenue _ -> "revenue";
      case Saving _ -> "saving";
      case Strategic _ -> "strategic";
    };
  }

  /// Of more revenue the share that counts; nothing of another value, which counts whole.
  default Optional<BigDecimal> margin() {
    return switch (this) {
      case Revenue revenue -> Optional.of(revenue.marginShare);
      case Saving _, Strategic _ -> Optional.empty();
    };
  }

  /// By when what money does not show yet must show; nothing of what it shows.
  default Optional<LocalDate> mustShowBy() {
    return switch (this) {
      case Strategic strategic -> Optional.of(strategic.horizon);
      case Revenue _, Saving _ -> Optional.empty();
    };
  }

  /// More revenue, which counts as its margin alone.
  ///
  /// @param incrementalTo what revenue would be without it
  /// @param marginShare of that revenue, above 0, to 1
  record Revenue(String incrementalTo, BigDecimal marginShare) implements Claim {
    public Revenue {
      Rules.text("value.incremental_to", incrementalTo, Rules.TEXT_MAX);
      Rules.positive("value.margin_share", marginShare);
      Rules.between("value.margin_share", marginShare, BigDecimal.ZERO, BigDecimal.ONE);
    }
  }

  /// Less cost.
  ///
  /// @param of what is no longer spent
  record Saving(String of) implements Claim {
    public Saving {
      Rules.text("value.of", of, Rules.TEXT_MAX);
    }
  }

  /// A value that money does not show yet.
  ///
  /// @param horizon by when it must show
  /// @param criteria by which it is judged then
  /// @param optionUsd what the option it opens is taken to be worth
  record Strategic(
      Aim aim, LocalDate horizon, List<String> criteria, Optional<BigDecimal> optionUsd)
      implements Claim {
    public Strategic {
      criteria = List.copyOf(criteria);
      if (criteria.isEmpty() || criteria.size() > CRITERIA_MAX) {
        throw new IllegalArgumentException(
            "field 'value.review_criteria' has 1 to %d of them, was %d"
                .formatted(CRITERIA_MAX, criteria.size()));
      }
      criteria.forEach(each -> Rules.text("value.review_criteria", each, Rules.TEXT_MAX));
      optionUsd.ifPresent(usd -> Rules.positive("value.option_usd", usd));
    }
  }

  /// What is strategic about it.
  enum Aim {
    /// A place in the market.
    POSITION,
    /// The possibility to do more later.
    OPTION,
    /// People or a name.
    TALENT
  }
}
