package dev.weir.view.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How budgets and limits stand, the hottest first: a line for each value that is counted apart.
final class Standings {
  private static final BigDecimal WARM = new BigDecimal("0.7");
  private static final BigDecimal HOT = new BigDecimal("1.1");
  private static final BigDecimal FULL = BigDecimal.valueOf(100);

  private static final List<Column> BUDGET =
      List.of(
          Column.text("Budget"),
          Column.text("In each"),
          Column.number("Used", "%"),
          Column.number("At this pace", "% of limit"),
          Column.text("Used up"),
          Column.number("Used", "USD"),
          Column.number("Held", "USD"),
          Column.number("Limit", "USD"),
          Column.number("Left", "USD"),
          Column.number("A day", "USD"));

  private static final List<Column> LIMIT =
      List.of(
          Column.text("Limit"),
          Column.text("In each"),
          Column.number("Used", "%"),
          Column.text("Of"),
          Column.number("Used"),
          Column.number("Held"),
          Column.number("At most"),
          Column.number("Left"),
          Column.text("Window ends"));

  private Standings() {}

  private record Line(BigDecimal heat, List<Cell> cells) {}

  /// @param rules as the API has them
  /// @param linked whether a line leads to its rule; else to what the API says of it
  static Table table(RuleKind kind, Iterable<JsonNode> rules, Visit visit, boolean linked) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode rule : rules) {
      String id = rule.required("id").asText();
      String path = linked ? visit.to(kind.page(id)) : Rows.path(kind.api(id));
      JsonNode standings = rule.required("standings");
      if (standings.isEmpty()) {
        lines.add(new Line(BigDecimal.ZERO, unused(kind, rule, path)));
      }
      standings.forEach(standing -> lines.add(line(kind, rule, standing, path)));
    }
    return Table.of(
        kind == RuleKind.BUDGET ? "Budgets, the hottest first" : "Limits, the fullest first",
        kind == RuleKind.BUDGET ? BUDGET : LIMIT,
        lines.stream()
            .sorted(Comparator.comparing(Line::heat).reversed())
            .map(Line::cells)
            .toList(),
        empty(kind, visit));
  }

  private static EmptyState empty(RuleKind kind, Visit visit) {
    EmptyState said =
        kind == RuleKind.BUDGET
            ? EmptyState.of(
                "No budget yet",
                "A budget stops calls before they cost more than it grants, for a use case, a team"
                    + " or everything.")
            : EmptyState.of(
                "No limit yet",
                "A limit says how many requests or tokens calls may use in a window, or how many"
                    + " may run at once.");
    return visit.ask().may("PUT", kind.api("any"))
        ? said.opening(new Link("New " + kind.word(), visit.to(kind.maker())))
        : said;
  }

  /// Its window has counted nothing yet.
  private static List<Cell> unused(RuleKind kind, JsonNode rule, String path) {
    int columns = (kind == RuleKind.BUDGET ? BUDGET : LIMIT).size();
    List<Cell> cells = new ArrayList<>();
    cells.add(name(rule, "", path));
    cells.add(window(rule));
    while (cells.size() < columns) {
      cells.add(Cell.of("–"));
    }
    return cells;
  }

  private static Line line(RuleKind kind, JsonNode rule, JsonNode standing, String path) {
    Optional<BigDecimal> used = Answers.number(standing, "used_share");
    Optional<BigDecimal> pace = Answers.number(standing.path("burn"), "projected_share");
    List<Cell> cells = new ArrayList<>();
    cells.add(name(rule, standing.required("value").asText(), path));
    cells.add(window(rule));
    cells.add(
        Cell.of(Amount.share(used))
            .marked(used.map(Standings::tone).orElse(Tone.QUIET))
            .filled(percent(used)));
    if (kind == RuleKind.BUDGET) {
      cells.add(Cell.of(Amount.share(pace)).marked(pace.map(Standings::tone).orElse(Tone.PLAIN)));
      cells.add(usedUp(standing.path("burn")));
    } else {
      cells.add(Cell.of(standing.required("measure").asText()));
    }
    boolean money = standing.required("measure").asText().equals("money");
    for (String field : List.of("used", "held", "limit", "left")) {
      cells.add(money ? Cells.usd(standing, field) : Cells.count(standing, field));
    }
    cells.add(
        kind == RuleKind.BUDGET
            ? Cells.usd(standing.path("burn"), "per_day_usd")
            : Cells.moment(standing, "window_end"));
    return new Line(pace.or(() -> used).orElse(BigDecimal.ZERO), cells);
  }

  private static Cell usedUp(JsonNode burn) {
    return Cells.text(burn, "stop_at")
        .map(at -> Cell.of(Moment.of(Instant.parse(at)).text(), Tone.BAD))
        .orElse(Cell.of(burn.has("projected_share") ? "not in this window" : "–"));
  }

  private static Cell name(JsonNode rule, String value, String path) {
    String id = rule.required("id").asText();
    return Cell.of(value.isEmpty() ? id : id + " · " + value).opening(path);
  }

  private static Cell window(JsonNode rule) {
    JsonNode definition = rule.required("definition");
    String window = definition.path("window").asText("at once");
    return Cell.of(
        definition.path("mode").asText().equals("shadow") ? window + ", shadow" : window);
  }

  private static Tone tone(BigDecimal share) {
    return share.compareTo(HOT) >= 0
        ? Tone.BAD
        : share.compareTo(WARM) >= 0 ? Tone.WARN : Tone.GOOD;
  }

  private static int percent(Optional<BigDecimal> share) {
    return share.map(it -> it.multiply(FULL).min(FULL).intValue()).orElse(0);
  }
}
