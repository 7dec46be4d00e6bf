package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Disks that are full, read-only or damaged.
@Tag("slow")
@Timeout(180)
final class DiskTest {
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(60);
  private static final Application.Wire WIRE = Application.Wire.OPENAI_JSON;

  @Test
  void aReadOnlyDataDirectoryStopsTheStartWithOneClearLine() {
    try (Mount disk = Mount.of("ro,size=1m");
        GatewayProcess gateway =
            GatewayProcess.start(
                GatewayProcess.temporaryDirectory(), disk.directory(), "http://127.0.0.1:9")) {
      assertThat(gateway.process().awaitExit(STOPPED_WITHIN)).isNotZero();
      assertThat(gateway.process().output())
          .contains(disk.directory().toString())
          .doesNotContain("\tat ");
    }
  }

  @Test
  void aDamagedByteInTheMiddleOfTheJournalStopsTheStartAndIsNamed() throws IOException {
    try (Stage stage = Stage.open()) {
      String body = Application.body(WIRE, WIRE.model(), "[[sim in=9 out=9]]", 50);
      for (int i = 0; i < 50; i++) {
        stage.application().ask(WIRE, "damaged", body).expect(200);
      }
      stage.gateway().kill();
      Path segment = largestFile(stage.gateway().data().resolve("journal"));
      damageTheMiddle(segment);

      GatewayProcess again = stage.gateway();
      AssertionError failure = null;
      try {
        again.restart();
      } catch (AssertionError refused) {
        failure = refused;
      }

      assertThat(failure).as("the start was refused").isNotNull();
      assertThat(again.process().awaitExit(STOPPED_WITHIN)).isNotZero();
      assertThat(again.process().output())
          .contains(segment.getFileName().toString())
          .containsPattern("(offset|position|byte) \\d+")
          .doesNotContain("\tat ");
    }
  }

  private static Path largestFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  /// Flips a byte half-way through what was written; behind it there are whole entries.
  private static void damageTheMiddle(Path segment) throws IOException {
    byte[] content = Files.readAllBytes(segment);
    int used =
        IntStream.iterate(content.length, i -> i - 1)
            .filter(i -> content[i - 1] != 0)
            .findFirst()
            .orElseThrow();
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.seek(used / 2);
      file.write(content[used / 2] ^ 0x5a);
    }
  }

  @Test
  void aFullDiskRefusesNewCallsSettlesRunningOnesAndRecovers() throws Exception {
    try (Mount disk = Mount.of("size=96m");
        SimulatorProcess simulator = SimulatorProcess.start();
        GatewayProcess gateway =
            GatewayProcess.start(
                    GatewayProcess.temporaryDirectory(),
                    disk.directory().resolve("data"),
                    simulator.url(),
                    "journal: {segment: 8 MiB}")
                .ready();
        ControlPlane control = gateway.controlPlane()) {
      PriceSheet prices = PriceSheet.ofTests();
      control.prices(prices);
      control.budget(
          "full",
          """
          {"where": [{"tag": "use_case", "in": ["full"]}], "window": "total", "limit_usd": "1000"}
          """);
      try (Application application = new Application(gateway.uri(), control.key());
          ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        String held = Application.body(WIRE, WIRE.model(), "[[sim in=70 out=9 hold=full]]", 50);
        Future<Web.Answer> running = callers.submit(() -> application.ask(WIRE, "full", held));
        simulator.awaitWaiting(1);
        Path filler = fill(disk.directory());

        Web.Answer refused = fillTheJournal(application, callers);

        assertThat(refused.text()).contains("journal_full");
        simulator.release("full");
        Web.Answer settled = running.get().expect(200);
        assertThat(settled.header("x-weir-cost-usd")).isNotEmpty();
        Files.delete(filler);
        Await.value(
            Duration.ofSeconds(60),
            "calls are served again",
            () -> small(application),
            answer -> answer.status() == 200);
        standsAsAudited(simulator, application, prices);
      }
    }
  }

  private static void standsAsAudited(
      SimulatorProcess simulator, Application application, PriceSheet prices) {
    BigDecimal audited =
        simulator.book().stream().map(prices::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    Application.Standing standing = application.standing("full", Map.of("x-weir-use-case", "full"));
    assertThat(standing.used()).isEqualByComparingTo(audited);
    assertThat(standing.held()).isZero();
  }

  private static Path fill(Path directory) throws IOException {
    Path filler = directory.resolve("filler");
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
      return filler;
    }
  }

  /// Calls until the journal's own preallocated room is used up.
  private static Web.Answer fillTheJournal(Application application, ExecutorService callers)
      throws Exception {
    for (int round = 0; round < 1_000; round++) {
      var answers =
          IntStream.range(0, 32).mapToObj(_ -> callers.submit(() -> small(application))).toList();
      for (Future<Web.Answer> answer : answers) {
        if (answer.get().status() != 200) {
          return answer.get().expect(503);
        }
      }
    }
    throw new AssertionError("the journal never filled up");
  }

  private static Web.Answer small(Application application) {
    String body = Application.body(WIRE, WIRE.model(), "[[sim in=9 out=1]]", 50);
    return application.ask(WIRE, "full", body);
  }
}
