package dev.weir.base.log;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");

  private EventLog log(LogShape shape, int perMinute) {
    Outlet outlet =
        new Outlet() {
          @Override
          public void line(String text) {
            lines.add(text);
          }

          @Override
          public void close() {}
        };
    return new EventLog(outlet, () -> now, new EventLog.Settings(INFO, shape, perMinute));
  }

  @Test
  void anEventIsOneLineOfKeysFromTheList() {
    EventLog log = log(LogShape.TEXT, 0);

    log.log(
        WARNING,
        LogLine.of(
            WARNING,
            "failed cut",
            "a \"call\"\nfailed",
            Map.of(LogKey.PROVIDER, "openai", LogKey.CALL, "call_1")));

    assertThat(lines)
        .containsExactly(
            "time=2026-11-21T10:00:00Z level=WARNING from=weir kind=\"failed cut\""
                + " message=\"a \\\"call\\\"\\nfailed\" call=call_1 provider=openai");
  }

  @Test
  void jsonHasTheSameKeysAndNoKeyOfAnybody() {
    EventLog log = log(LogShape.JSON, 0);

    log.log(ERROR, "lost wk_" + "a".repeat(43), new IOException("and sk-" + "b".repeat(20)));

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith(
            "{\"time\":\"2026-11-21T10:00:00Z\",\"level\":\"ERROR\",\"from\":\"weir\",\"kind\":\"lost")
        .contains("\"message\":\"lost wk_***\"", "and sk-***", "\"at\":\"dev.weir.base.log.")
        .doesNotContain("aaaa", "bbbb");
  }

  @Test
  void aDefectIsToldByTypesAndPlacesAndQuotesNothing() {
    for (LogShape shape : LogShape.values()) {
      lines.clear();
      Throwable cause = new IOException("a prompt");
      log(shape, 0).write(LogLine.defect("defect", "a defect", new IllegalStateException(cause)));

      assertThat(lines)
          .singleElement()
          .asString()
          .contains("java.lang.IllegalStateException")
          .contains("java.io.IOException dev.weir.base.log.EventLogTest.aDefectIsTold")
          .doesNotContain("a prompt");
    }
  }

  @Test
  void aDefectOfTheMachineIsToldInItsWords() {
    for (Throwable thrown :
        List.of(
            new UncheckedIOException(new FileSystemException("/data/x", null, "No space left")),
            new IllegalStateException(new SocketException("Too many open files")),
            new OutOfMemoryError("unable to create native thread"))) {
      lines.clear();
      log(LogShape.TEXT, 0).write(LogLine.defect("defect", "a defect", thrown));

      Throwable root = thrown.getCause() == null ? thrown : thrown.getCause();
      assertThat(lines).singleElement().asString().contains(root.toString());
    }
  }

  @Test
  void whatIsTooMuchOfAKindIsDroppedAndCountedInTheNextMinute() {
    EventLog log = log(LogShape.TEXT, 2);

    for (int i = 0; i < 5; i++) {
      log.log(INFO, "refused " + i);
    }
    log.log(INFO, "another kind");
    assertThat(log.dropped()).containsExactly(Map.entry("refused", 3L));
    now = now.plusSeconds(60);
    log.log(INFO, "refused again");

    assertThat(lines).hasSize(5);
    assertThat(lines.get(3)).contains("dropped=3", "dropped_kind=refused");
    assertThat(lines.get(4)).contains("refused again");
    log.close();
    assertThat(lines).hasSize(5);
  }

  @Test
  void whatWasDroppedIsToldAtTheEnd() {
    EventLog log = log(LogShape.TEXT, 1);
    log.log(INFO, "a");
    log.log(INFO, "a");

    log.close();

    assertThat(lines.getLast()).contains("dropped=1", "dropped_kind=a");
  }

  @Test
  void alertsAboutMoneyAreNeverDropped() {
    EventLog log = log(LogShape.TEXT, 1);

    log.log(WARNING, "alert {\"kind\": 1}");
    log.log(WARNING, "alert {\"kind\": 2}");

    assertThat(lines).hasSize(2);
  }

  @Test
  void levelShapeAndRateChangeWhileItRuns() {
    EventLog log = log(LogShape.TEXT, 0);
    log.use(new EventLog.Settings(WARNING, LogShape.JSON, 0));

    log.log(INFO, "quiet");
    log.log(WARNING, "loud");

    assertThat(lines).singleElement().asString().startsWith("{");
  }

  @Test
  void aFullFileIsSetAsideAndTheOldestDeleted(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("logs").resolve("weir.log");
    try (RotatingFile rotating =
        new RotatingFile(file, 10, 3, new PrintWriter(new StringWriter()))) {
      for (String line : List.of("one", "two", "three", "four", "five", "six", "seven")) {
        rotating.line(line);
      }
    }

    assertThat(Files.readString(file)).isEqualTo("six\nseven\n");
    assertThat(Files.readString(folder.resolve("logs/weir.log.1"))).isEqualTo("four\nfive\n");
    assertThat(Files.readString(folder.resolve("logs/weir.log.2"))).isEqualTo("three\n");
    assertThat(folder.resolve("logs/weir.log.3")).doesNotExist();
  }

  @Test
  void aFileThatCannotBeOpenedAgainCostsNoneOfTheOlderOnes(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("weir.log");
    StringWriter otherwise = new StringWriter();
    try (RotatingFile rotating = new RotatingFile(file, 10, 4, new PrintWriter(otherwise, true))) {
      for (String line : List.of("older", "newer", "current")) {
        rotating.line(line);
      }
      Files.delete(file);
      Files.createSymbolicLink(file, folder.resolve("nowhere"));

      for (int i = 0; i < 5; i++) {
        rotating.line("unopened" + i);
      }
      Files.delete(file);
      rotating.line("again");
    }

    assertThat(otherwise.toString()).contains("cannot be written", "unopened0", "unopened4");
    assertThat(Files.readString(file)).isEqualTo("again\n");
    assertThat(Files.readString(folder.resolve("weir.log.1"))).isEqualTo("newer\n");
    assertThat(Files.readString(folder.resolve("weir.log.2"))).isEqualTo("older\n");
    assertThat(folder.resolve("weir.log.3")).doesNotExist();
  }

  @Test
  void aNumberThatIsFreeIsFilledBeforeAnythingOlderMoves(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("weir.log");
    Files.writeString(folder.resolve("weir.log.2"), "oldest\n");
    try (RotatingFile rotating =
        new RotatingFile(file, 10, 3, new PrintWriter(new StringWriter()))) {
      rotating.line("aside");
      rotating.line("current");
    }

    assertThat(Files.readString(folder.resolve("weir.log.1"))).isEqualTo("aside\n");
    assertThat(Files.readString(folder.resolve("weir.log.2"))).isEqualTo("oldest\n");
  }
}
