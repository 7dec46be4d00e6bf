package dev.weir.acceptance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A backup taken of a gateway, running or stopped, and what becomes of it in an empty data
/// directory.
@Timeout(300)
final class BackupTest {
  private static final int CALLERS = 6;
  private static final int ANSWERED = 300;
  private static final int HELD = 3;
  private static final int HELD_INPUT = 777;
  private static final String USE_CASE = "kept";
  private static final Application.Wire WIRE = Application.Wire.OPENAI_JSON;
  private static final Duration FOLLOWS_WITHIN = Duration.ofMinutes(2);
  private static final String BUDGET =
      """
      {"where": [{"tag": "use_case", "in": ["kept"]}], "window": "total", "limit_usd": "1000"}
      """;

  @Test
  void aBackupTakenUnderTrafficHoldsEveryCallSettledBefore() throws Exception {
    try (Stage stage =
        Stage.open(
            SimulatorProcess.start("--ttft", "2ms", "--pace", "1ms"),
            "journal: {segment: 8 MiB}")) {
      stage.control().budget(USE_CASE, BUDGET);
      Path backup = stage.gateway().data().resolveSibling("backup");
      Map<String, CallRow> before;
      try (Traffic traffic = Traffic.start(stage)) {
        traffic.awaitAnswered(ANSWERED);
        before = stage.control().calls();

        Said said = stage.gateway().weir("backup", backup.toString()).expect(0);

        System.out.println(
            "%s; %d calls listed before, %d answered at its end"
                .formatted(said.out().strip(), before.size(), traffic.answered().size()));
      }
      stage.simulator().awaitQuiet();
      restore(stage, backup);
      holds(stage, before);
    }
  }

  /// Callers without a pause, and some whose answers the provider holds; ends with the gateway.
  private record Traffic(
      Stage stage, ExecutorService callers, List<Future<?>> running, Set<String> answered)
      implements AutoCloseable {
    static Traffic start(Stage stage) {
      Traffic traffic =
          new Traffic(
              stage,
              Executors.newVirtualThreadPerTaskExecutor(),
              new ArrayList<>(),
              ConcurrentHashMap.newKeySet());
      for (int i = 0; i < HELD; i++) {
        traffic.running.add(traffic.callers.submit(() -> askHeld(stage)));
      }
      for (int i = 0; i < CALLERS; i++) {
        Random own = new Random(i);
        traffic.running.add(
            traffic.callers.submit(() -> callUntilItDies(stage, own, traffic.answered)));
      }
      return traffic;
    }

    void awaitAnswered(int least) {
      stage.simulator().awaitWaiting(HELD);
      Await.value(FOLLOWS_WITHIN, "calls were answered", answered::size, n -> n >= least);
    }

    /// SIGKILL, whatever happened before: the callers end with it.
    @Override
    public void close() {
      stage.gateway().kill();
      callers.close();
      for (Future<?> each : running) {
        if (each.state() == Future.State.FAILED) {
          throw new AssertionError("a caller failed", each.exceptionNow());
        }
      }
    }
  }

  private static void askHeld(Stage stage) {
    String text = Application.PROMPT + " [[sim in=%d out=9 hold=held]]".formatted(HELD_INPUT);
    try {
      stage.application().ask(WIRE, USE_CASE, Application.body(WIRE, WIRE.model(), text, 50));
    } catch (UncheckedIOException killed) {
      return;
    }
    throw new AssertionError("a call was answered that the provider holds");
  }

  private static void callUntilItDies(Stage stage, Random own, Set<String> answered) {
    while (true) {
      Application.Wire wire = Application.Wire.turn(own.nextInt(4));
      String text =
          Application.PROMPT
              + " [[sim in=%d out=%d]]".formatted(1 + own.nextInt(500), 1 + own.nextInt(20));
      Web.Answer answer;
      try {
        answer =
            stage.application().ask(wire, USE_CASE, Application.body(wire, wire.model(), text, 50));
      } catch (UncheckedIOException killed) {
        return;
      }
      answered.add(answer.expect(200).header("x-weir-call-id"));
    }
  }

  /// Puts the data directory aside and makes a new one of the backup.
  private static void restore(Stage stage, Path backup) throws IOException {
    Path data = stage.gateway().data();
    Files.move(data, data.resolveSibling("lost"));
    stage.gateway().weir("restore", backup.toString()).expect(0);
    stage.gateway().restart();
  }

  private static void holds(Stage stage, Map<String, CallRow> before) {
    Map<String, BookRow> served = new HashMap<>();
    stage.simulator().book().forEach(row -> served.put(row.callId(), row));
    Set<String> held = new HashSet<>();
    served.values().stream()
        .filter(row -> row.input() == HELD_INPUT)
        .forEach(row -> held.add(row.callId()));
    Map<String, CallRow> restored =
        Await.value(
            FOLLOWS_WITHIN,
            "the restored ledger has what was listed and what was held",
            stage.control()::calls,
            calls ->
                calls.keySet().containsAll(before.keySet()) && calls.keySet().containsAll(held));
    Set<String> torn = stage.control().torn();
    assertThat(held).hasSize(HELD);
    assertThat(torn).as("what ran when the backup was taken").containsAll(held);
    assertThat(torn).hasSizeLessThanOrEqualTo(HELD + CALLERS);
    assertThat(restored).as("what was listed before").containsAllEntriesOf(before);
    restored.forEach((id, call) -> {
      if (!torn.contains(id)) {
        assertThat(call.cost())
            .as(id)
            .isEqualByComparingTo(stage.prices().cost(requireNonNull(served.get(id), id)));
      }
    });
    standsAt(stage, sum(restored));
    goesOn(stage, sum(restored));
  }

  private static BigDecimal sum(Map<String, CallRow> calls) {
    return calls.values().stream().map(CallRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void standsAt(Stage stage, BigDecimal sum) {
    Application.Standing standing = stage.standing(USE_CASE, USE_CASE);
    assertThat(standing.used()).isEqualByComparingTo(sum);
    assertThat(standing.held()).isZero();
  }

  /// One more call counts on from there.
  private static void goesOn(Stage stage, BigDecimal sum) {
    String id = ask(stage);
    Await.value(
        FOLLOWS_WITHIN,
        "the call is settled",
        () -> stage.standing(USE_CASE, USE_CASE).held().signum(),
        sign -> sign == 0);
    standsAt(stage, sum.add(stage.prices().cost(stage.served(id))));
  }

  private static String ask(Stage stage) {
    String body = Application.body(WIRE, WIRE.model(), "[[sim in=70 out=7]]", 50);
    return stage.application().ask(WIRE, USE_CASE, body).expect(200).header("x-weir-call-id");
  }

  @Test
  void aStoppedGatewaysBackupGivesTheSameReportAndDamageIsNamed() throws Exception {
    try (Stage stage = Stage.open()) {
      stage.control().budget(USE_CASE, BUDGET);
      for (int i = 0; i < 40; i++) {
        ask(stage);
      }
      stage.settled(USE_CASE, 40, 0);
      JsonNode report = report(stage);
      Application.Standing standing = stage.standing(USE_CASE, USE_CASE);
      stage.gateway().terminate();
      Path backup = stage.gateway().data().resolveSibling("backup");
      stage.gateway().weir("backup", backup.toString()).expect(0);

      refusals(stage, backup);
      restore(stage, backup);

      stage.settled(USE_CASE, 40, 0);
      assertThat(report(stage)).isEqualTo(report);
      assertThat(stage.standing(USE_CASE, USE_CASE)).isEqualTo(standing);
      goesOn(stage, standing.used());
    }
  }

  private static JsonNode report(Stage stage) {
    return stage.control().report("use_case,model,provenance,ending").path("rows");
  }

  private static void refusals(Stage stage, Path backup) throws Exception {
    Path data = stage.gateway().data();
    Said notEmpty = stage.gateway().weir("restore", backup.toString()).expect(1);
    assertThat(notEmpty.err()).contains(data.toString(), "is not empty");
    Files.move(data, data.resolveSibling("aside"));

    assertThat(stage.gateway().weir("backup", backup.toString()).code()).isNotZero();
    Path damaged = copy(backup, "damaged");
    Path segment = anySegment(damaged);
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 0x5a;
    Files.write(segment, bytes);
    Said flipped = stage.gateway().weir("restore", damaged.toString()).expect(4);
    assertThat(flipped.err())
        .contains(segment.getFileName().toString())
        .containsPattern("expected SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}");

    Files.write(segment, Arrays.copyOf(bytes, bytes.length - 1));
    Said shorter = stage.gateway().weir("restore", damaged.toString()).expect(4);
    assertThat(shorter.err())
        .contains("expected %d bytes, found %d".formatted(bytes.length, bytes.length - 1));

    Path newer = copy(backup, "newer");
    ObjectNode manifest = (ObjectNode) Web.json(Files.readString(newer.resolve("manifest.json")));
    Files.writeString(newer.resolve("manifest.json"), manifest.put("format", 99).toString());
    assertThat(stage.gateway().weir("restore", newer.toString()).expect(4).err())
        .contains("manifest.json: expected SHA-256");
    seal(newer);
    assertThat(stage.gateway().weir("restore", newer.toString()).expect(4).err())
        .contains("format 99", "reads formats 1 to 3");
    Files.delete(newer.resolve("manifest.json"));
    assertThat(stage.gateway().weir("restore", newer.toString()).expect(4).err())
        .contains("no finished backup");
    assertThat(data).as("nothing was written for what was refused").doesNotExist();
    Files.move(data.resolveSibling("aside"), data);
  }

  private static void seal(Path backup) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(Files.readAllBytes(backup.resolve("manifest.json")));
    Files.writeString(
        backup.resolve("manifest.json.sha256"),
        HexFormat.of().formatHex(digest) + "  manifest.json\n");
  }

  private static Path anySegment(Path backup) throws IOException {
    try (Stream<Path> files = Files.list(backup.resolve("journal"))) {
      return files.filter(Files::isRegularFile).findAny().orElseThrow();
    }
  }

  private static Path copy(Path folder, String name) throws IOException {
    Path target = folder.resolveSibling(name);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Files.copy(each, target.resolve(folder.relativize(each)));
      }
    }
    return target;
  }
}
