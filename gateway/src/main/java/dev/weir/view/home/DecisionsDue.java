package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.GateAhead;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What waits for somebody: reviews, their decisions, signatures, lights of gates, review dates;
/// the earliest first.
record DecisionsDue(List<Waiting> lines) {
  /// A review date is shown so many days before.
  private static final int DAYS_AHEAD = 30;

  private static final String NOBODY = "nobody";

  /// @param who is asked
  /// @param day it is due, or since when it waits where it has none
  /// @param due the same in words
  /// @param path of the page where it is done
  record Waiting(String what, String useCase, String who, LocalDate day, Cell due, String path) {}

  /// @param useCases of the portfolio
  static DecisionsDue of(Answers told, JsonNode useCases, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<Waiting> lines = new ArrayList<>();
    for (JsonNode each : told.about("Decisions", "/api/v1/reviews/decisions").path("decisions")) {
      if (!each.required("standing").asText().equals("done")) {
        lines.add(decision(each, today));
      }
    }
    for (JsonNode each : told.about("Reviews", "/api/v1/reviews/months").path("months")) {
      switch (each.required("standing").asText()) {
        case "open", "missed" -> lines.add(month(each, today));
        default -> {}
      }
    }
    for (JsonNode each : told.about("Promotions", "/api/v1/promotions").path("promotions")) {
      if (each.required("state").asText().equals("open")) {
        lines.add(promotion(each));
      }
    }
    lines.addAll(lights(told.about("Gates", "/api/v1/gates"), useCases, today));
    for (JsonNode each : useCases) {
      Line useCase = new Line(each, "");
      useCase
          .find("review_on")
          .map(LocalDate::parse)
          .filter(day -> !day.isAfter(today.plusDays(DAYS_AHEAD)))
          .ifPresent(day -> lines.add(review(useCase, day, today)));
    }
    lines.sort(Comparator.comparing(Waiting::day).thenComparing(Waiting::useCase));
    return new DecisionsDue(List.copyOf(lines));
  }

  Table table() {
    return Table.of(
        "What is to be decided, the earliest first",
        List.of(
            Column.text("What"), Column.text("Use case"), Column.text("Who"), Column.text("Due")),
        lines.stream().map(DecisionsDue::cells).toList(),
        EmptyState.of(
            "Nothing waits",
            "Months without a review, decisions of reviews, promotions that want a signature, gates"
                + " that say stop and review dates of the next %d days are here until somebody"
                    .formatted(DAYS_AHEAD)
                + " acts."));
  }

  private static Waiting decision(JsonNode line, LocalDate today) {
    LocalDate due = LocalDate.parse(line.required("due").asText());
    return new Waiting(
        "carry out: " + Answers.words(line.required("decision")),
        line.required("use_case").asText(),
        line.required("owner").asText(),
        due,
        due(due, today),
        "/reviews/" + line.required("month").asText());
  }

  /// The day from which it is missed, or else the first one after the month.
  private static Waiting month(JsonNode line, LocalDate today) {
    YearMonth month = YearMonth.parse(line.required("month").asText());
    String what = "hold the review of " + Moment.of(month).text();
    String path = "/reviews/" + month;
    LocalDate over = month.plusMonths(1).atDay(1);
    return new Line(line, "")
        .find("due")
        .map(LocalDate::parse)
        .map(due -> new Waiting(what, "all", "who reviews", due, due(due, today), path))
        .orElseGet(() -> new Waiting(what, "all", "who reviews", over, since(over), path));
  }

  private static Waiting promotion(JsonNode line) {
    Instant expires = Instant.parse(line.required("expires").asText());
    LocalDate due = LocalDate.ofInstant(expires, ZoneOffset.UTC);
    return new Waiting(
        "sign: to " + Answers.words(line.required("to")),
        line.required("use_case").asText(),
        "its owners",
        due,
        Cell.of(Moment.of(due)),
        "/promotions/" + Entered.encoded(line.required("id").asText()));
  }

  private static List<Waiting> lights(JsonNode told, JsonNode useCases, LocalDate today) {
    Map<String, List<Line>> gates =
        new Line(told, "")
            .lines("gates").stream().collect(Collectors.groupingBy(gate -> gate.text("use_case")));
    List<Waiting> lines = new ArrayList<>();
    for (JsonNode each : useCases) {
      Line useCase = new Line(each, "");
      String stage = useCase.text("stage");
      List<Line> own = gates.getOrDefault(useCase.text("id"), List.of());
      GateAhead.of(own, stage)
          .filter(gate -> gate.is("stop_iterating"))
          .ifPresent(gate -> lines.add(stop(gate, useCase, today)));
      own.stream()
          .filter(gate -> !gate.texts("killed").isEmpty() && !GateAhead.isPassed(gate, stage))
          .forEach(gate -> lines.add(kill(gate, useCase, today)));
    }
    return lines;
  }

  private static Waiting stop(Line gate, Line useCase, LocalDate today) {
    LocalDate since =
        gate.find("lit_since")
            .map(at -> LocalDate.ofInstant(Instant.parse(at), ZoneOffset.UTC))
            .orElse(today);
    return new Waiting(
        "stop iterating, go on to " + gate.words("to"),
        useCase.text("id"),
        owner(useCase),
        since,
        since(since),
        page(gate));
  }

  /// A lit kill criterion waits for no day.
  private static Waiting kill(Line gate, Line useCase, LocalDate today) {
    return new Waiting(
        "kill criterion: " + String.join(", ", gate.texts("killed")),
        useCase.text("id"),
        owner(useCase),
        today,
        Cell.of("now", Tone.BAD),
        page(gate));
  }

  private static String page(Line gate) {
    return "/gates/%s/%s"
        .formatted(Entered.encoded(gate.text("use_case")), Entered.encoded(gate.text("to")));
  }

  private static Waiting review(Line useCase, LocalDate day, LocalDate today) {
    return new Waiting(
        "hold its review",
        useCase.text("id"),
        owner(useCase),
        day,
        due(day, today),
        "/use-cases/" + Entered.encoded(useCase.text("id")));
  }

  private static String owner(Line useCase) {
    return useCase.find("business_owner").orElse(NOBODY);
  }

  private static Cell due(LocalDate day, LocalDate today) {
    return day.isBefore(today) ? Cell.of(Moment.of(day).text(), Tone.BAD) : Cell.of(Moment.of(day));
  }

  private static Cell since(LocalDate day) {
    return Cell.of("since " + Moment.of(day).text(), Tone.WARN);
  }

  private static List<Cell> cells(Waiting line) {
    return List.of(
        Cell.of(line.what).opening(line.path), Cell.of(line.useCase), Cell.of(line.who), line.due);
  }
}
