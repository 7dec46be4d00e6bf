package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.StartPart;
import dev.weir.app.warm.WarmUp;
import dev.weir.base.http.Engine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WarmUpTest {
  private static final String DONE = "warm-up: [0-9,]+ pretended calls";

  private final List<String> said = new ArrayList<>();

  @Test
  void everyPretendedCallIsAnsweredAndTheFolderIsGone(@TempDir Path data) {
    warmUp(data.resolve("warm-up"));

    assertThat(said).singleElement().asString().matches("INFO " + DONE).doesNotContain(" 0 ");
    assertThat(data.resolve("warm-up")).doesNotExist();
  }

  @Test
  void whatAnEndedProcessLeftIsReplaced(@TempDir Path data) throws IOException {
    Path folder = data.resolve("warm-up");
    Files.createDirectories(folder.resolve("archive"));
    Files.writeString(folder.resolve("journal-0000000000000000.log"), "unfinished");
    warmUp(folder);

    assertThat(said).singleElement().asString().matches("INFO " + DONE);
  }

  @Test
  void withoutAPlaceForItsJournalItIsLeftOutAndTheLogSaysSo(@TempDir Path data) throws IOException {
    Path file = Files.writeString(data.resolve("file"), "no folder");
    warmUp(file.resolve("warm-up"));

    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("WARNING warm-up: not done, the first calls will be slower: ");
  }

  @Test
  void nothingOfItIsInJournalLedgerBooksOrMetrics(@TempDir Path cold, @TempDir Path warm)
      throws IOException {
    String usual;
    try (Gateway gateway = new Gateway(cold)) {
      usual = figures(gateway);
    }
    try (Gateway gateway = new Gateway(warm, new StartPart(Duration.ofMillis(300)))) {
      assertThat(gateway.get("/readyz").status()).isEqualTo(200);
      assertThat(figures(gateway)).isEqualTo(usual);
      assertThat(gateway.get("/metrics").text()).doesNotContain("warm-up");
      assertThat(gateway.get("/api/v1/status").json().path("open_calls").asInt()).isZero();
      assertThat(gateway.get("/api/v1/calls").json().path("calls")).isEmpty();
    }
    try (Stream<Path> files = Files.walk(warm)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("warm-up");
      }
    }
    assertThat(warm.resolve("warm-up")).doesNotExist();
  }

  /// What every list says that a call or a book could appear in.
  private static String figures(Gateway gateway) {
    gateway.settle();
    StringBuilder figures = new StringBuilder();
    for (String path : List.of("report?by=use_case,model", "keys", "prices", "torn", "limits")) {
      figures.append(gateway.get("/api/v1/" + path).json().findValues("rows"));
      figures.append(gateway.get("/api/v1/" + path).json().findValues("keys"));
      figures.append(gateway.get("/api/v1/" + path).json().findValues("catalogues"));
    }
    return figures.toString();
  }

  private void warmUp(Path folder) {
    try (Engine engine = Engine.start(2, defect -> said.add("BUG " + defect));
        ExecutorService counting = Executors.newVirtualThreadPerTaskExecutor()) {
      new WarmUp(engine, counting, InstantSource.system(), new SecureRandom(), new Said())
          .run(folder, Duration.ofMillis(300));
    }
  }

  private final class Said implements System.Logger {
    @Override
    public String getName() {
      return "said";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      said.add(level + " " + message);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object @Nullable ... parameters) {
      said.add(level + " " + format);
    }
  }
}
