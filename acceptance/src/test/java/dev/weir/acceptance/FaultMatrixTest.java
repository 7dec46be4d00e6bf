package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every fault of a provider, at the first target of a route and at its fallback, of whole answers
/// and of streams: what the caller sees, which attempts there were, how each was booked, and what
/// it cost beside the provider's own book.
@Tag("slow")
@Timeout(300)
final class FaultMatrixTest {
  private static final String USE_CASE = "faults";
  private static final String BUDGET = "all-faults";
  private static final int AT_ONCE = 24;

  @TempDir private Path files;

  /// What a caller got.
  private record Seen(
      FaultCell cell,
      String call,
      int status,
      String model,
      String attempts,
      String body,
      boolean torn) {}

  @Test
  void eachCellWithinADialectByEachVersionOfHttp() throws Exception {
    check(FaultCell.within());
  }

  @Test
  void eachCellAcrossDialects() throws Exception {
    check(FaultCell.across());
  }

  private void check(List<FaultCell> cells) throws Exception {
    List<String> routes = cells.stream().map(FaultCell::routing).toList();
    try (FaultStage stage = FaultStage.open(files, routes, models(cells))) {
      stage.budget(BUDGET, USE_CASE, "1000");
      order(stage, cells);

      long begun = System.nanoTime();
      List<Seen> seen = ask(stage, cells);
      stage.simulator().awaitQuiet();
      Map<String, BookRow> book =
          stage.simulator().book().stream()
              .collect(Collectors.toMap(BookRow::call, Function.identity()));
      Map<FaultCell, List<Booked>> booked = booked(stage, seen);

      SoftAssertions.assertSoftly(softly -> {
        for (Seen each : seen) {
          List<Booked> attempts = booked.getOrDefault(each.cell(), List.of());
          String where = each.cell() + ", " + each.call();
          String trail =
              attempts.stream()
                  .map(attempt -> attempt.mark(FaultStage.TOKENS_MAX))
                  .collect(Collectors.joining(" "));
          FaultFate fate = each.cell().fate(trail);
          softly.assertThat(trail).as("%s: attempts", where).isEqualTo(fate.trail());
          softly
              .assertThat(attempts.stream().map(Booked::model).toList())
              .as("%s: models", where)
              .isEqualTo(fate.models());
          checkView(softly, each, fate, where);
          attempts.forEach(
              attempt -> checkMoney(softly, each, attempt, book, stage.prices(), where));
        }
      });
      BigDecimal all =
          booked.values().stream()
              .flatMap(List::stream)
              .map(Booked::cost)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      Application.Standing standing = stage.standing(BUDGET, USE_CASE);
      assertThat(standing.used()).as("counted by the budget").isEqualByComparingTo(all);
      assertThat(standing.held()).isZero();
      System.out.printf(
          "%d cells with %d attempts in %d s, charged %s USD%n",
          cells.size(),
          booked.values().stream().mapToInt(List::size).sum(),
          (System.nanoTime() - begun) / 1_000_000_000,
          all.toPlainString());
    }
  }

  private static void order(FaultStage stage, List<FaultCell> cells) {
    for (FaultCell cell : cells) {
      if (cell.hasFault()) {
        stage.simulator().faults(cell.fault(), 100, cell.faulty());
      }
    }
  }

  /// All that hang wait together; the others take turns beside them; who sends away a connection
  /// that others are on comes last, and alone.
  private static List<Seen> ask(FaultStage stage, List<FaultCell> cells) throws Exception {
    List<Seen> seen = new ArrayList<>();
    Semaphore turns = new Semaphore(AT_ONCE);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Seen>> asked = new ArrayList<>();
      for (FaultCell cell : cells) {
        if (cell.hangs()) {
          asked.add(callers.submit(() -> ask(stage, cell)));
        } else if (!cell.isAlone()) {
          turns.acquire();
          asked.add(
              callers.submit(() -> {
                try {
                  return ask(stage, cell);
                } finally {
                  turns.release();
                }
              }));
        }
      }
      for (Future<Seen> each : asked) {
        seen.add(each.get());
      }
    }
    for (FaultCell cell : cells) {
      if (cell.isAlone()) {
        seen.add(ask(stage, cell));
      }
    }
    return seen;
  }

  private static Seen ask(FaultStage stage, FaultCell cell) {
    try (ByteStream answer =
        stage.ask(cell.speaker(), cell.route(), cell.stream(), USE_CASE, FaultStage.PROMPT)) {
      String body = new String(answer.received(), UTF_8);
      return new Seen(
          cell,
          answer.header("x-weir-call-id"),
          answer.status(),
          answer.header("x-weir-model"),
          answer.header("x-weir-attempts"),
          body,
          answer.torn());
    }
  }

  /// What the ledger has of each call, once nothing of it is open.
  private static Map<FaultCell, List<Booked>> booked(FaultStage stage, List<Seen> seen)
      throws Exception {
    try (ExecutorService readers = Executors.newFixedThreadPool(8)) {
      Map<FaultCell, Future<List<Booked>>> reading =
          seen.stream()
              .collect(
                  Collectors.toMap(
                      Seen::cell,
                      each -> readers.submit(() -> Booked.ofCall(stage.control(), each.call()))));
      Map<FaultCell, List<Booked>> booked = new HashMap<>();
      for (Map.Entry<FaultCell, Future<List<Booked>>> each : reading.entrySet()) {
        booked.put(each.getKey(), each.getValue().get());
      }
      return booked;
    }
  }

  private static void checkView(SoftAssertions softly, Seen seen, FaultFate fate, String where) {
    softly.assertThat(seen.status()).as("%s: %s", where, seen.body()).isEqualTo(fate.status());
    softly.assertThat(seen.torn()).as("%s: the connection is torn", where).isEqualTo(fate.isTorn());
    if (fate.isUnread()) {
      return;
    }
    if (fate.isGood()) {
      softly.assertThat(seen.model()).as(where).isEqualTo(fate.answering());
    } else {
      checkError(softly, seen, fate, where);
    }
    if (seen.status() == 200) {
      String attempts = Integer.toString(fate.models().size());
      softly.assertThat(seen.attempts()).as(where).isEqualTo(attempts);
    }
    if (seen.cell().stream()) {
      softly
          .assertThat(seen.cell().speaker().isWhole(seen.body()))
          .as("%s: has the ending of a whole stream: %s", where, seen.body())
          .isEqualTo(fate.isGood());
    }
  }

  private static void checkError(SoftAssertions softly, Seen seen, FaultFate fate, String where) {
    FaultCell cell = seen.cell();
    boolean event = cell.stream() && seen.status() == 200;
    softly
        .assertThat(cell.speaker().isError(seen.body(), event))
        .as("%s: an error in its own dialect: %s", where, seen.body())
        .isTrue();
    softly
        .assertThat(seen.body().contains("provider " + cell.target().family()))
        .as("%s: Weir's own words, which name the provider: %s", where, seen.body())
        .isEqualTo(fate.inWeirsWords());
  }

  /// Beside what the provider says it bills.
  private static void checkMoney(
      SoftAssertions softly,
      Seen seen,
      Booked booked,
      Map<String, BookRow> book,
      PriceSheet prices,
      String where) {
    BookRow row = book.get(seen.call() + "." + booked.attempt());
    BigDecimal billed = row == null ? BigDecimal.ZERO : prices.cost(row);
    String at = where + ", attempt " + booked.attempt();
    if (booked.released()) {
      softly.assertThat(booked.cost()).as(at).isZero();
      softly.assertThat(billed).as("%s: billed", at).isZero();
      return;
    }
    softly.assertThat(row).as("%s: the provider knows of it", at).isNotNull();
    softly
        .assertThat(booked.cost())
        .as("%s: within what was held", at)
        .isLessThanOrEqualTo(booked.reserved());
    boolean estimated = booked.provenance().equals("estimated");
    if (estimated && booked.output() == FaultStage.TOKENS_MAX) {
      softly
          .assertThat(booked.cost())
          .as("%s: not less than is billed", at)
          .isGreaterThanOrEqualTo(billed);
    } else if (estimated || isHungUpOn(seen.cell(), row)) {
      softly.assertThat(booked.cost()).as(at).isPositive();
    } else {
      softly
          .assertThat(booked.cost())
          .as("%s: %s, the provider's book", at, booked.provenance())
          .isEqualByComparingTo(billed);
    }
  }

  /// Whether Weir gave up an answer that went on, so that the provider knows of more of it.
  private static boolean isHungUpOn(FaultCell cell, @Nullable BookRow row) {
    return row != null && row.ended().equals("client-left") && !cell.hangs();
  }

  private static List<FaultStage.Model> models(List<FaultCell> cells) {
    List<FaultStage.Model> models = new ArrayList<>();
    for (FaultCell cell : cells) {
      models.add(new FaultStage.Model(cell.target(), cell.near(), FaultStage.CHEAP));
      models.add(new FaultStage.Model(cell.target(), cell.far(), FaultStage.DEAR));
    }
    return models;
  }
}
