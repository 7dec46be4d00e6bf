package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real and synthetic traces through the gateway: its ledger and the provider's own book agree row
/// by row, and the cost agrees with a computation that shares nothing with either.
@Tag("slow")
class ReplayTest {
  private static final Path TRACE = Checkout.data("traces/azure2023_conv.csv");
  private static final Path MOONCAKE = Checkout.data("traces/mooncake_synthetic.jsonl");
  private static final int BLOCK_TOKENS = 512;
  private static final Duration PLAYED_WITHIN = Duration.ofMinutes(10);
  private static final Duration LEDGER_FOLLOWS_WITHIN = Duration.ofSeconds(60);
  private static final int OPENED = 50;

  /// What a part of the trace must add up to, from its source.
  private record Expected(int calls, long input, long output) {}

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theFirstThousandCallsAgreeRowByRow() throws Exception {
    assumeTrue(Files.isReadable(TRACE), TRACE + " is not here");
    List<String[]> rows =
        Files.readAllLines(TRACE).stream().skip(1).limit(1_000).map(l -> l.split(",", -1)).toList();
    long input = rows.stream().mapToLong(cells -> Long.parseLong(cells[1])).sum();
    long output = rows.stream().mapToLong(cells -> Long.parseLong(cells[2])).sum();

    replay(TRACE, new Expected(1_000, input, output), "max");
  }

  @Test
  @Timeout(value = 25, unit = TimeUnit.MINUTES)
  void theWholeTraceAgreesRowByRow() throws Exception {
    assumeTrue(Files.isReadable(TRACE), TRACE + " is not here");

    replay(TRACE, new Expected(19_366, 22_361_870, 4_088_665), "max");
  }

  /// In open loop, twenty minutes in about two seconds; what the trace's blocks have in common at
  /// the front is billed as read from the cache.
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theBlocksOfAMooncakeTraceAreBilledAsCached(@TempDir Path folder) throws Exception {
    Path trace =
        Files.writeString(
            folder.resolve("mooncake.jsonl"),
            """
            {"timestamp": 5000, "input_length": 1500, "output_length": 40, "hash_ids": [1, 2, 3]}
            {"timestamp": 65000, "input_length": 1100, "output_length": 7, "hash_ids": [1, 2, 9]}
            {"timestamp": 65000, "input_length": 700, "output_length": 300, "hash_ids": [7, 2]}
            {"timestamp": 1205000, "input_length": 600, "output_length": 1, "hash_ids": [1, 5]}
            """);

    List<BookRow> book = replay(trace, new Expected(4, 3_900, 348), "600");

    assertThat(book.stream().collect(Collectors.toMap(BookRow::input, BookRow::cacheRead)))
        .containsOnly(
            entry(1_500L, 0L),
            entry(1_100L, 2L * BLOCK_TOKENS),
            entry(700L, 0L),
            entry(600L, 1L * BLOCK_TOKENS));
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theFirstCallsOfTheMooncakeTraceAgreeRowByRow() throws Exception {
    assumeTrue(Files.isReadable(MOONCAKE), MOONCAKE + " is not here");
    List<JsonNode> rows = Files.readAllLines(MOONCAKE).stream().limit(200).map(Web::json).toList();
    long input = rows.stream().mapToLong(row -> row.path("input_length").asLong()).sum();
    long output = rows.stream().mapToLong(row -> row.path("output_length").asLong()).sum();

    List<BookRow> book = replay(MOONCAKE, new Expected(200, input, output), "max");

    assertThat(book.stream().mapToLong(BookRow::cacheRead).sum()).isPositive();
  }

  private static List<BookRow> replay(Path trace, Expected expected, String speed)
      throws Exception {
    PriceSheet prices = PriceSheet.ofStarter();
    try (SimulatorProcess simulator = SimulatorProcess.start();
        GatewayProcess gateway = GatewayProcess.start(simulator);
        ControlPlane control = gateway.controlPlane()) {
      control.send("POST", "prices/import?format=weir", prices.catalogue()).expect(200);
      String said = play(gateway, trace, expected.calls(), speed);
      assertThat(said)
          .contains("answered      " + "%,d".formatted(expected.calls()))
          .contains("input tokens  " + "%,d".formatted(expected.input()))
          .contains("output tokens " + "%,d".formatted(expected.output()));
      Await.until(
          LEDGER_FOLLOWS_WITHIN,
          "the ledger database has every call",
          () ->
              control.report("use_case").path("total").path("calls").asLong() == expected.calls());

      List<BookRow> book = simulator.book();
      assertThat(book).hasSize(expected.calls());
      assertThat(book.stream().mapToLong(BookRow::input).sum()).isEqualTo(expected.input());
      assertThat(book.stream().mapToLong(BookRow::output).sum()).isEqualTo(expected.output());
      BigDecimal cost = compared(control, book, prices);

      System.out.println(
          "%,d calls, input %,d, output %,d tokens, %s USD in ledger and book, row by row"
              .formatted(expected.calls(), expected.input(), expected.output(), cost));
      JsonNode total = control.report("use_case").path("total");
      assertThat(total.path("calls").asLong()).isEqualTo(expected.calls());
      assertThat(new BigDecimal(total.path("cost_usd").asText())).isEqualByComparingTo(cost);
      return book;
    }
  }

  private static String play(GatewayProcess gateway, Path trace, int limit, String speed) {
    List<String> args = new ArrayList<>(List.of("replay", trace.toString(), "--speed", speed));
    args.addAll(List.of("--limit", Integer.toString(limit)));
    args.addAll(List.of("--target", gateway.uri().toString()));
    args.addAll(List.of("--server", gateway.controlPlaneUri().toString()));
    args.addAll(List.of("--key-file", gateway.data().resolve("first-operator-key").toString()));
    ChildProcess replay =
        ChildProcess.start(
            "replay",
            Checkout.java("gateway", List.of("-Xmx512m"), "dev.weir.Main", args),
            Map.of());
    if (replay.awaitExit(PLAYED_WITHIN) != 0) {
      throw replay.failure("failed");
    }
    return replay.output();
  }

  /// Compares each row of the book with its call in the ledger, and the two as wholes.
  ///
  /// @return what all rows cost
  private static BigDecimal compared(ControlPlane control, List<BookRow> book, PriceSheet prices) {
    Map<String, CallRow> ledger = control.calls();
    assertThat(ledger.keySet())
        .containsExactlyInAnyOrderElementsOf(book.stream().map(BookRow::callId).toList());
    BigDecimal sum = BigDecimal.ZERO;
    for (BookRow row : book) {
      sum = sum.add(compared(Objects.requireNonNull(ledger.get(row.callId())), row, prices));
    }
    for (int i = 0; i < book.size(); i += Math.max(1, book.size() / OPENED)) {
      opened(control.call(book.get(i).callId()), book.get(i), prices);
    }
    return sum;
  }

  private static BigDecimal compared(CallRow call, BookRow row, PriceSheet prices) {
    BigDecimal cost = prices.cost(row);
    assertThat(call.id() + "." + call.attempts()).isEqualTo(row.call());
    assertThat(call.refusedAs()).as(row.call()).isEmpty();
    assertThat(call.provenance()).as(row.call()).isEqualTo("reported");
    assertThat(call.stream()).as(row.call()).isEqualTo(row.stream());
    assertThat(call.cacheRead()).as("cache read of %s", row.call()).isEqualTo(row.cacheRead());
    assertThat(call.input() + call.cacheRead() + call.cacheWrite5m() + call.cacheWrite1h())
        .as("input of %s", row.call())
        .isEqualTo(row.input());
    assertThat(call.output()).as("output of %s", row.call()).isEqualTo(row.output());
    assertThat(call.bound()).as("bound of %s", row.call()).isZero();
    assertThat(call.cost()).as("cost of %s", row.call()).isEqualByComparingTo(cost);
    return cost;
  }

  /// What is behind a line of the listing.
  private static void opened(JsonNode call, BookRow row, PriceSheet prices) {
    JsonNode booked = call.path("booked");
    assertThat(booked.size()).as("rows of %s", row.call()).isEqualTo(1);
    JsonNode only = booked.path(0);
    assertThat(only.path("kind").asText()).as(row.call()).isEqualTo("settled");
    assertThat(quantity(only, "output")).as("output of %s", row.call()).isEqualTo(row.output());
    assertThat(quantity(only, "input") + quantity(only, "cache_read"))
        .as("input of %s", row.call())
        .isEqualTo(row.input());
    assertThat(new BigDecimal(only.path("cost_usd").asText()))
        .as("cost of %s", row.call())
        .isEqualByComparingTo(prices.cost(row));
  }

  private static long quantity(JsonNode booked, String meter) {
    long sum = 0;
    for (JsonNode line : booked.path("lines")) {
      sum += line.path("meter").asText().equals(meter) ? line.path("quantity").asLong() : 0;
    }
    return sum;
  }
}
