package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Calls, one line each.
final class CallRows {
  static final List<Column> COLUMNS =
      List.of(
          Column.text("Accepted"),
          Column.text("Use case"),
          Column.text("Models"),
          Column.number("Tokens in"),
          Column.number("Tokens out"),
          Column.number("Cost", "USD"),
          Column.text("Attempts"));

  /// A call that took longer than this is not in the tail.
  private static final Duration BACK = Duration.ofMinutes(15);

  private static final int MOST = 100;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final List<String> TOKENS_IN =
      List.of(
          "input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens");
  private static final List<String> TOKENS_OUT = List.of("output_tokens", "reasoning_tokens");

  private CallRows() {}

  static String question(Instant now) {
    return "/api/v1/calls?limit=%d&from=%s"
        .formatted(MOST, Entered.encoded(now.minus(BACK).toString()));
  }

  static Table table(JsonNode calls) {
    return Table.of(
        "Calls of the last 15 minutes, the newest first",
        COLUMNS,
        calls.valueStream().map(CallRows::cells).toList(),
        EmptyState.of(
            "No call in 15 minutes",
            "A call is here within two seconds of its end, as long as this page is open."));
  }

  static List<Cell> cells(JsonNode call) {
    String refused = call.required("refused_as").asText();
    return List.of(
        Cell.of(SECOND.format(Instant.parse(call.required("accepted_at").asText())))
            .opening(Rows.call(call.required("id").asText())),
        Cell.of(Told.text(call, "use_case")),
        Cell.of(Told.text(call, "models")),
        tokens(call, TOKENS_IN),
        tokens(call, TOKENS_OUT),
        Cell.of(Amount.usd(Answers.number(call, "cost_usd"))),
        refused.isEmpty()
            ? attempts(call)
            : Cell.of("refused: " + refused.replace('_', ' '), Tone.BAD));
  }

  private static Cell attempts(JsonNode call) {
    String count = call.required("attempts").asText();
    return call.required("provenance").asText().isEmpty()
        ? Cell.of(count + ", nothing billed", Tone.WARN)
        : Cell.of(count);
  }

  private static Cell tokens(JsonNode call, List<String> meters) {
    Stream<JsonNode> all = meters.stream().map(call::required);
    return Cell.of(Amount.count(all.mapToLong(JsonNode::asLong).sum()));
  }
}
