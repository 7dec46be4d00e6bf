package dev.weir.flow.difference;

import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.PriceCell;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What one catalogue states of a place, for all times.
///
/// @param imported whether it was read from somebody else's list; what a person wrote is in force
///   whatever others state
public record Statement(String catalogue, boolean imported, List<PriceCell> cells) {
  public Statement {
    cells = List.copyOf(cells);
  }

  /// Whether both state the same figures for the same times; when they were seen does not matter.
  static boolean same(List<PriceCell> a, List<PriceCell> b) {
    return figures(a).equals(figures(b));
  }

  private static Set<PriceCell> figures(List<PriceCell> cells) {
    return cells.stream().map(Statement::figure).collect(Collectors.toSet());
  }

  /// A price without who states it and when it was seen.
  static PriceCell figure(PriceCell cell) {
    return new PriceCell(
        cell.meter(),
        cell.tier(),
        cell.scope(),
        cell.context(),
        cell.price(),
        cell.allotment(),
        cell.validity(),
        Origin.UNSTATED);
  }
}
