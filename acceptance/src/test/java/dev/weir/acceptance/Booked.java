package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/// How the ledger has an attempt that has ended.
///
/// @param kind `settled`, `released` …
/// @param output tokens charged
/// @param reserved what was held for it
record Booked(
    int attempt,
    String model,
    String kind,
    String ending,
    String provenance,
    long output,
    BigDecimal cost,
    BigDecimal reserved) {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  /// The attempts of a call in their order, once none of them is open.
  static List<Booked> ofCall(ControlPlane control, String call) {
    JsonNode known =
        Await.value(
                WITHIN,
                "call %s has ended in the ledger".formatted(call),
                () -> control.send("GET", "calls/" + call, ""),
                answer ->
                    answer.status() == 200
                        && answer.json().path("open").isEmpty()
                        && !answer.json().path("booked").isEmpty())
            .json();
    return StreamSupport.stream(known.path("booked").spliterator(), false)
        .map(Booked::of)
        .sorted(Comparator.comparingInt(Booked::attempt))
        .toList();
  }

  private static Booked of(JsonNode row) {
    JsonNode reservation = row.path("reservation");
    long output =
        StreamSupport.stream(row.path("lines").spliterator(), false)
            .filter(line -> line.path("meter").asText().equals("output"))
            .mapToLong(line -> line.path("quantity").asLong())
            .sum();
    return new Booked(
        reservation.path("attempt").asInt(),
        reservation.path("model").asText(),
        row.path("kind").asText(),
        row.path("ending").asText(),
        row.path("provenance").asText(),
        output,
        new BigDecimal(row.path("cost_usd").asText()),
        new BigDecimal(reservation.path("amount_usd").asText()));
  }

  boolean released() {
    return kind.equals("released");
  }

  /// As [FaultColumn] writes it.
  ///
  /// @param outputMax the output that the call allowed
  String mark(long outputMax) {
    if (released()) {
      return "-" + ending;
    }
    String told = output == outputMax ? "*" : "~";
    return (provenance.equals("reported") ? "=" : told) + ending;
  }
}
