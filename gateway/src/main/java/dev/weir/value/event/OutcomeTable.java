package dev.weir.value.event;

import dev.weir.base.store.CopiedRow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is copied of outcomes and feedback, in this order.
public enum OutcomeTable implements CopiedRow.Table {
  OUTCOME(18),
  PART(6),
  KPI(4),
  SUPERSEDED(4),
  FEEDBACK(11),
  HANDLED(5);

  private final int columns;

  OutcomeTable(int columns) {
    this.columns = columns;
  }

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public Optional<CopiedRow.Owner> owner() {
    return switch (this) {
      case OUTCOME, FEEDBACK -> Optional.empty();
      case PART, KPI -> Optional.of(new CopiedRow.Owner(OUTCOME, 1));
      case SUPERSEDED -> Optional.of(new CopiedRow.Owner(OUTCOME, 2));
      case HANDLED -> Optional.of(new CopiedRow.Owner(FEEDBACK, 1));
    };
  }

  public static OutcomeTable of(String code) {
    return Arrays.stream(values())
        .filter(table -> table.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a table of outcomes is one of %s, was '%s'"
                    .formatted(Arrays.stream(values()).map(OutcomeTable::code).toList(), code)));
  }
}
