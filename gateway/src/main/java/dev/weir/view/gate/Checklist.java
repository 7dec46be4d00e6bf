package dev.weir.view.gate;

import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Criteria on live figures, or as they were frozen: each with its figure, bounds and rows.
public final class Checklist {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Criterion"),
          Column.text("Standing"),
          Column.number("Figure"),
          Column.number("At least"),
          Column.number("At most"),
          Column.number("n"),
          Column.text("Evidence"),
          Column.text("Why"));

  private Checklist() {}

  /// @param criteria as the API has them
  public static Table of(String caption, List<Line> criteria, EmptyState none) {
    return Table.of(caption, COLUMNS, criteria.stream().map(Checklist::row).toList(), none);
  }

  private static List<Cell> row(Line criterion) {
    String metric = criterion.text("metric");
    Cell figure = cell(metric, criterion.number("figure"));
    return List.of(
        Cell.of(demand(criterion)),
        standing(criterion.text("standing")),
        criterion.find("rows").map(rows -> figure.opening(Rows.path(rows))).orElse(figure),
        cell(metric, criterion.number("low")),
        cell(metric, criterion.number("high")),
        Cell.of(criterion.count("n")),
        Cell.of(criterion.text("evidence")),
        Cell.of(criterion.text("why")));
  }

  /// `success share at least 80 % at 95 %, n ≥ 200`.
  static String demand(Line criterion) {
    String metric = criterion.text("metric");
    String confidence =
        criterion.number("confidence").map(it -> " at " + Amount.share(it).withUnit()).orElse("");
    String observations =
        criterion
            .number("n_min")
            .filter(it -> it.signum() > 0)
            .map(it -> ", n ≥ " + Amount.count(it).text())
            .orElse("");
    return "%s %s %s%s%s"
        .formatted(
            metric.replaceFirst("_usd$", "").replace('_', ' '),
            criterion.words("comparison"),
            cell(metric, criterion.number("threshold")).text(),
            confidence,
            observations);
  }

  static Cell standing(String code) {
    return switch (code) {
      case "holds" -> Cell.of("holds", Tone.GOOD);
      case "fails" -> Cell.of("fails", Tone.BAD);
      default -> Cell.of("cannot be told", Tone.WARN);
    };
  }

  private static Cell cell(String metric, Optional<BigDecimal> value) {
    return Cell.withUnit(Amount.named(metric, value));
  }
}
