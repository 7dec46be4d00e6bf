package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What keys were used for: calls and cost of a period, and the day of the latest call.
///
/// @param figures of the period, by key
/// @param latest day of the last 90, by key
/// @param total of the period, over all of these keys
record KeyUse(Map<String, JsonNode> figures, Map<String, LocalDate> latest, JsonNode total) {
  static final int DAYS = 90;

  private static final int ROWS_MAX = 100_000;

  KeyUse {
    figures = Map.copyOf(figures);
    latest = Map.copyOf(latest);
  }

  static KeyUse ofAll(Visit visit) {
    return read(visit, "");
  }

  static KeyUse of(Visit visit, String key) {
    return read(visit, "&filter=" + Entered.encoded("key=" + key));
  }

  private static KeyUse read(Visit visit, String filter) {
    JsonNode spent =
        visit
            .ask()
            .get("%s&rows=%d%s".formatted(visit.period().report("key"), ROWS_MAX, filter))
            .tree();
    LocalDate today = LocalDate.ofInstant(visit.now(), ZoneOffset.UTC);
    Period recent = new Period(today.minusDays(DAYS), today);
    JsonNode days =
        visit
            .ask()
            .get("%s&rows=%d%s".formatted(recent.report("key,day"), ROWS_MAX, filter))
            .tree();
    Map<String, JsonNode> figures = new HashMap<>();
    spent.required("rows").forEach(row -> figures.put(group(row, "key"), row));
    Map<String, LocalDate> latest = new HashMap<>();
    days.required("rows")
        .forEach(row ->
            latest.merge(
                group(row, "key"),
                LocalDate.parse(group(row, "day")),
                (one, other) -> one.isAfter(other) ? one : other));
    return new KeyUse(figures, latest, spent.required("total"));
  }

  private static String group(JsonNode row, String dimension) {
    return row.required("group").required(dimension).asText();
  }

  /// Nothing of a key that made no call.
  Amount cost(String key) {
    return Amount.usd(usd(Optional.ofNullable(figures.get(key)), "cost_usd"));
  }

  Amount calls(String key) {
    return Amount.count(
        Optional.ofNullable(figures.get(key))
            .map(row -> row.required("calls").asLong())
            .orElse(0L));
  }

  Cell lastUsed(String key) {
    return Optional.ofNullable(latest.get(key))
        .map(day -> Cell.of(Moment.of(day)))
        .orElse(Cell.of("not in %d days".formatted(DAYS), Tone.QUIET));
  }

  Amount cost() {
    return Amount.usd(usd(Optional.of(total), "cost_usd"));
  }

  Amount calls() {
    return Amount.count(total.required("calls").asLong());
  }

  Optional<DataStatus> status() {
    return Answers.status(total);
  }

  private static BigDecimal usd(Optional<JsonNode> row, String field) {
    return row.map(it -> it.path(field).asText("0"))
        .filter(text -> !text.isEmpty())
        .map(BigDecimal::new)
        .orElse(BigDecimal.ZERO);
  }
}
