package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A table of a pack, as people read it: which list of the pack it is of, and its columns.
///
/// @param field of the pack
/// @param keys fields that tell its rows apart
/// @param isOfMonth its figures are of the month alone: what is learnt later restates them
record Sheet(
    String field, String title, List<String> keys, boolean isOfMonth, List<Column> columns) {

  /// How a figure is shown; CSV has it as it is.
  enum Shape {
    TEXT,
    COUNT,
    /// To the cent, half up.
    USD,
    /// To a ten-thousandth of a dollar, half up.
    UNIT_USD,
    PERCENT
  }

  record Column(String title, String field, Shape shape) {
    /// From here on nobody asks for a part of one.
    private static final BigDecimal MANY = BigDecimal.valueOf(1_000);

    boolean isNumber() {
      return shape != Shape.TEXT;
    }

    /// The path that opens to what a figure of a row was made of; empty where it has none.
    String rows(JsonNode row) {
      return text(row.path(SOURCES).path(field).path("rows"));
    }

    String evidence(JsonNode row) {
      return text(row.path(SOURCES).path(field).path("evidence"));
    }

    String exact(JsonNode row) {
      return text(row.path(field));
    }

    String shown(JsonNode row) {
      String exact = exact(row);
      if (exact.isEmpty() || shape == Shape.TEXT) {
        return exact;
      }
      BigDecimal number = new BigDecimal(exact);
      return switch (shape) {
        case TEXT -> exact;
        case COUNT -> counted(number);
        case USD -> "%,.2f".formatted(number.setScale(2, RoundingMode.HALF_UP));
        case UNIT_USD -> "%,.4f".formatted(number.setScale(4, RoundingMode.HALF_UP));
        case PERCENT ->
            number.movePointRight(2).setScale(1, RoundingMode.HALF_UP).toPlainString() + " %";
      };
    }

    /// Whole, but for the shares of few outcomes.
    private static String counted(BigDecimal number) {
      boolean isWhole = number.stripTrailingZeros().scale() <= 0 || number.compareTo(MANY) >= 0;
      return isWhole
          ? "%,d".formatted(number.setScale(0, RoundingMode.HALF_UP).toBigInteger())
          : "%,.2f".formatted(number.setScale(2, RoundingMode.HALF_UP));
    }

    private static String text(JsonNode value) {
      if (value.isArray()) {
        List<String> all = new ArrayList<>();
        value.forEach(each -> all.add(text(each)));
        return String.join("; ", all);
      }
      return value.isMissingNode() || value.isNull() ? "" : value.asText();
    }
  }

  private static final String USE_CASE = "use_case";

  /// Of each figure of a row.
  private static final String SOURCES = "sources";

  /// Of a row without figures.
  private static final String SOURCE = "source";

  /// All tables, in the order of a review.
  static final List<Sheet> ALL =
      List.of(
          standing(
              "recommendations",
              "Recommendations",
              text("use case", USE_CASE),
              text("recommendation", "recommendation"),
              percent("matters", "matters"),
              percent("wrong with probability", "misclassified"),
              text("since", "signalled"),
              text("why", "why"),
              usd("budget USD a month", "budget_usd"),
              usd("saving USD a month", "saving_usd"),
              text("on what basis", "basis")),
          ofMonth(
              "cost",
              "Cost by use case",
              List.of(USE_CASE),
              text("use case", USE_CASE),
              count("calls", "calls"),
              usd("cost USD", "cost_usd"),
              usd("loaded USD", "loaded_usd"),
              unit("USD per call", "usd_per_call"),
              percent("cached input", "cache_share"),
              count("input tokens per call", "input_tokens_per_call")),
          ofMonth(
              "routing",
              "Routing",
              List.of(USE_CASE, "model"),
              text("use case", USE_CASE),
              text("model", "model"),
              count("calls", "calls"),
              percent("of calls", "call_share"),
              usd("cost USD", "cost_usd"),
              unit("USD per million tokens", "usd_per_million")),
          ofMonth(
              "outcomes",
              "Outcomes",
              List.of(USE_CASE),
              text("use case", USE_CASE),
              count("outcomes", "outcomes"),
              usd("value USD", "value_usd"),
              percent("the AI's", "ai_share"),
              unit("loaded USD per outcome", "usd_per_outcome"),
              unit("before USD", "baseline_usd"),
              text("not known", "missing")),
          ofMonth(
              "bridge",
              "Why unit costs moved",
              List.of(USE_CASE, "cause"),
              text("use case", USE_CASE),
              text("cause", "cause"),
              unit("USD per outcome", "usd_per_outcome")),
          standing(
              "budgets",
              "Budgets",
              text("budget", "budget"),
              usd("limit USD", "limit_usd"),
              usd("used USD", "used_usd"),
              percent("used", "used_share")),
          standing(
              "envelopes",
              "Envelopes",
              text("cost centre", "cost_centre"),
              usd("planned USD", "planned_usd"),
              usd("ledger cost USD", "ledger_cost_usd"),
              usd("pools USD", "pools_usd"),
              usd("left USD", "left_usd")),
          ofMonth(
              "adoption",
              "Adoption",
              List.of(USE_CASE),
              text("use case", USE_CASE),
              count("eligible", "eligible"),
              count("activated", "activated"),
              percent("of eligible", "activated_share"),
              count("active in the month", "monthly_active"),
              percent("of eligible", "monthly_active_share")),
          standing(
              "gates",
              "Gates",
              text("use case", USE_CASE),
              text("to", "gate"),
              text("lit since", "lit_on"),
              text("stop iterating", "stop_iterating"),
              usd("polish USD", "polish_usd"),
              text("proven", "proven"),
              text("kill criteria lit", "killed")),
          standing(
              "undone",
              "Promotions taken back",
              text("use case", USE_CASE),
              text("to", "gate"),
              text("on", "on"),
              text("by", "who"),
              text("why", "why")),
          standing(
              "missed_upside",
              "Missed upside",
              text("use case", USE_CASE),
              text("verdict", "verdict"),
              count("refused calls", "refused"),
              usd("at least USD", "missed_usd_low"),
              usd("likely USD", "missed_usd"),
              usd("at most USD", "missed_usd_high")),
          standing(
              "opportunities",
              "Opportunities",
              text("use case", USE_CASE),
              text("what", "what"),
              usd("USD a month", "usd_per_month"),
              count("effort in person-days", "effort_days"),
              text("risk", "risk"),
              text("what may go wrong", "risk_why"),
              text("stated by", "stated_by"),
              text("on", "stated_on"),
              text("owner", "owner"),
              text("due", "due")),
          ofMonth(
              "savings",
              "Savings, promised and realised",
              List.of(USE_CASE, "what"),
              text("use case", USE_CASE),
              text("what", "what"),
              usd("promised USD", "promised_usd"),
              usd("realised USD", "realised_usd")),
          standing(
              "due",
              "Decisions due",
              text("use case", USE_CASE),
              text("what", "what"),
              text("owner", "owner"),
              text("due", "due"),
              text("overdue", "overdue")),
          standing(
              "moves",
              "Budget to move",
              text("use case", USE_CASE),
              usd("now USD", "now_usd"),
              usd("proposed USD", "proposed_usd"),
              usd("move USD", "move_usd"),
              unit("value of the next USD", "marginal"),
              unit("at least", "low"),
              unit("at most", "high")),
          standing(
              "reserve",
              "Experimentation reserve",
              text("budget", "budget"),
              usd("spent USD", "spent_usd"),
              count("running", "running"),
              count("at most", "running_max"),
              count("hypotheses decided", "decided"),
              usd("USD per hypothesis", "usd_per_hypothesis"),
              text("expires", "expires"),
              text("refuses", "refuses")));

  /// What was decided, as [Decision#write] has it.
  static final Sheet DECISIONS =
      standing(
          "decisions",
          "Decisions",
          text("use case", USE_CASE),
          text("decision", "decision"),
          text("decides", "decides"),
          text("why", "why"),
          text("change", "change_text"),
          text("owner", "owner"),
          text("due", "due"));

  /// What was learnt since, as [Restatement] has it.
  static final Sheet RESTATEMENTS =
      standing(
          "restatements",
          "Restatements since it was held",
          text("table", "table"),
          text("of", "of"),
          text("figure", "figure"),
          text("held", "held"),
          text("today", "today"),
          text("difference", "difference"));

  private static Sheet ofMonth(String field, String title, List<String> keys, Column... columns) {
    return new Sheet(field, title, keys, true, List.of(columns));
  }

  private static Sheet standing(String field, String title, Column... columns) {
    return new Sheet(field, title, List.of(columns[0].field()), false, List.of(columns));
  }

  private static Column text(String title, String field) {
    return new Column(title, field, Shape.TEXT);
  }

  private static Column count(String title, String field) {
    return new Column(title, field, Shape.COUNT);
  }

  private static Column usd(String title, String field) {
    return new Column(title, field, Shape.USD);
  }

  private static Column unit(String title, String field) {
    return new Column(title, field, Shape.UNIT_USD);
  }

  private static Column percent(String title, String field) {
    return new Column(title, field, Shape.PERCENT);
  }

  /// How the figures of a row, or the whole of it, are known, in words.
  String evidence(JsonNode row) {
    if (row.has(SOURCE)) {
      return row.path(SOURCE).path("evidence").asText();
    }
    Map<String, List<String>> figures = new LinkedHashMap<>();
    for (Column column : columns) {
      if (!column.exact(row).isEmpty() && !column.evidence(row).isEmpty()) {
        figures.computeIfAbsent(column.evidence(row), _ -> new ArrayList<>()).add(column.title());
      }
    }
    return figures.size() < 2
        ? String.join("", figures.keySet())
        : figures.entrySet().stream()
            .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
            .collect(Collectors.joining("; "));
  }

  /// The path behind a column of a row: of its figure, or of all of it behind the first.
  String rows(Column column, JsonNode row) {
    return column.equals(columns.getFirst()) && row.has(SOURCE)
        ? row.path(SOURCE).path("rows").asText()
        : column.rows(row);
  }

  /// What tells a row apart, as a text.
  String key(JsonNode row) {
    return String.join(", ", keys.stream().map(field -> row.path(field).asText()).toList());
  }

  List<Column> numbers() {
    return columns.stream().filter(Column::isNumber).toList();
  }

  static Optional<BigDecimal> number(JsonNode row, Column column) {
    String text = column.exact(row);
    return text.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(text));
  }
}
