package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a call was allowed: which rules held what for each attempt, what was done to the call, or
/// why it was refused.
final class CallVerdict {
  /// `rule#version[value]@slice MEASURE amount`, as the API says it.
  private static final Pattern HOLD =
      Pattern.compile(
          "(.+?)(?:#[0-9a-f]{8})?\\[(.*)]@-?[0-9]+ (MONEY|TOKENS|REQUESTS|CONCURRENT) ([0-9]+)");

  private static final int PICOS = 12;
  private static final String NO_RULE = "–";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Rule"),
          Column.text("Says"),
          Column.number("Held"),
          Column.text("Unit"),
          Column.text("Of"),
          Column.text("Rule book"));

  private CallVerdict() {}

  static Table table(JsonNode call, Ways ways) {
    List<List<Cell>> rows = new ArrayList<>();
    JsonNode refusal = call.path("refusal");
    if (refusal.has("kind")) {
      rows.add(
          line(
              rule(refusal.required("rule").asText(), ways),
              refusal.required("kind").asText().replace('_', ' '),
              Held.NOTHING,
              refusal));
    }
    CallTables.reservations(call)
        .forEach(held -> {
          held.required("notes")
              .forEach(note -> rows.add(line(Cell.of(NO_RULE), note.asText(), Held.NOTHING, held)));
          held.required("holds").forEach(hold -> rows.add(hold(hold.asText(), held, ways)));
          if (held.required("holds").isEmpty()) {
            rows.add(line(Cell.of("none"), "no budget or limit is about it", Held.NOTHING, held));
          }
        });
    return Table.of(
        "Verdict and reservations",
        COLUMNS,
        rows,
        EmptyState.of("Nobody judged it", "It did not go through the gateway."));
  }

  /// @param unit of the amount
  private record Held(Cell amount, String unit) {
    static final Held NOTHING = new Held(Cell.of(""), "");

    static Held of(String measure, BigDecimal amount) {
      return measure.equals("MONEY")
          ? new Held(Cell.of(Amount.usd(amount.movePointLeft(PICOS))), "USD")
          : new Held(Cell.of(Amount.count(amount)), measure.equals("TOKENS") ? "tokens" : "calls");
    }
  }

  private static List<Cell> hold(String hold, JsonNode of, Ways ways) {
    Matcher parts = HOLD.matcher(hold);
    if (!parts.matches()) {
      return line(Cell.of(NO_RULE), hold, Held.NOTHING, of);
    }
    String value = parts.group(2);
    return line(
        rule(parts.group(1), ways),
        value.isEmpty() ? "has room" : "has room for " + value,
        Held.of(parts.group(3), new BigDecimal(parts.group(4))),
        of);
  }

  private static Cell rule(String id, Ways ways) {
    return Cell.of(id.isEmpty() ? NO_RULE : id).opening(ways.rule(id));
  }

  private static List<Cell> line(Cell rule, String says, Held held, JsonNode of) {
    return List.of(
        rule,
        Cell.of(says),
        held.amount,
        Cell.of(held.unit),
        Cell.of(of.has("attempt") ? "attempt " + of.required("attempt").asText() : "the call"),
        Cell.of(of.required("rule_book").asText()));
  }
}
