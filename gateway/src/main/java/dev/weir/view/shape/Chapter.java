package dev.weir.view.shape;

import java.util.List;
import java.util.Optional;

/// One part of a long page, which its contents lead to: a sentence, figures, a chart, their rows.
///
/// @param id of its anchor, as `cost`
/// @param lead one or two sentences; empty = none
/// @param trend left out where there is nothing to draw
/// @param tables each with its caption as a heading where there are several
/// @param ways to what is done about it
public record Chapter(
    String id,
    String title,
    String lead,
    List<Figure> figures,
    Optional<Trend> trend,
    List<Table> tables,
    List<Link> ways) {
  public Chapter {
    figures = List.copyOf(figures);
    trend = trend.filter(it -> !it.isEmpty());
    tables = List.copyOf(tables);
    ways = List.copyOf(ways);
  }

  public static Chapter of(String id, String title, String lead) {
    return new Chapter(id, title, lead, List.of(), Optional.empty(), List.of(), List.of());
  }

  public Chapter showing(List<Figure> some) {
    return new Chapter(id, title, lead, some, trend, tables, ways);
  }

  public Chapter drawing(Trend chart) {
    return new Chapter(id, title, lead, figures, Optional.of(chart), tables, ways);
  }

  public Chapter listing(List<Table> rows) {
    return new Chapter(id, title, lead, figures, trend, rows, ways);
  }

  public Chapter listing(Table rows) {
    return listing(List.of(rows));
  }

  public Chapter leadingTo(List<Link> where) {
    return new Chapter(id, title, lead, figures, trend, tables, where);
  }
}
