package dev.weir.view.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProgressTest {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final StringWriter err = new StringWriter();

  /// Opened by the first line that is drawn.
  private final CountDownLatch drawn = new CountDownLatch(1);

  private Terminal terminal(boolean isWatched) {
    PrintWriter told =
        new PrintWriter(err) {
          @Override
          public void flush() {
            super.flush();
            drawn.countDown();
          }
        };
    PrintWriter out = new PrintWriter(new StringWriter());
    return new Terminal(out, told, Map.of(), Path.of(""), InstantSource.system(), isWatched);
  }

  @Test
  void writesNothingWhereNobodyWatches() {
    try (Progress progress = Progress.of(terminal(false), "waiting")) {
      assertThat(progress).isNotNull();
    }

    assertThat(err.toString()).isEmpty();
  }

  @Test
  void somebodyWhoWatchesIsToldHowLongItTakesAndTheLineIsGoneAtTheEnd() throws Exception {
    try (Progress progress = Progress.of(terminal(true), "waiting for the gateway")) {
      assertThat(drawn.await(20, TimeUnit.SECONDS)).as("%s drew", progress).isTrue();
    }

    assertThat(err.toString())
        .startsWith(CLEAR_LINE + "waiting for the gateway ... 2 s")
        .endsWith(CLEAR_LINE);
  }

  @Test
  void whatIsDoneAtOnceDrawsNoLine() {
    try (Progress progress = Progress.of(terminal(true), "waiting")) {
      assertThat(progress).isNotNull();
    }

    assertThat(err.toString()).isEqualTo(CLEAR_LINE);
  }
}
