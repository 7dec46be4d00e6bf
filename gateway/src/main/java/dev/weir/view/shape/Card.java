package dev.weir.view.shape;

import java.util.Optional;

/// One part of a sheet: a table or a chart.
///
/// @param lead what it says, or how it is read, in one sentence
public record Card(
    String title, Optional<Cell> lead, Optional<Table> table, Optional<Chart> chart) {

  /// @param empty what is said where there is nothing to draw
  public record Chart(Trend trend, EmptyState empty) {}

  public static Card of(String title, Table table) {
    return new Card(title, Optional.empty(), Optional.of(table), Optional.empty());
  }

  public static Card of(String title, Trend trend, EmptyState empty) {
    return new Card(
        title, Optional.empty(), Optional.empty(), Optional.of(new Chart(trend, empty)));
  }

  public Card led(String sentence) {
    return led(Cell.of(sentence));
  }

  public Card led(Cell said) {
    return new Card(title, Optional.of(said), table, chart);
  }
}
