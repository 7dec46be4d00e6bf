package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What a reload that failed leaves behind.
class ReloadFailureTest {
  private static final WeirConfig CONFIG = ConfigFile.parse("t", "", Map.of());

  @Test
  void whateverItFailsOfStandsUntilOneSucceeds() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Reload reload = new Reload(CONFIG, InstantSource.system(), System.getLogger("t"));
    reload.readFrom(() -> CONFIG, _ -> {});
    reload.carriedOutBy(next -> {
      if (fails.get()) {
        throw new UncheckedIOException("the bundle ca.pem", new IOException("Input/output error"));
      }
      return List.of();
    });

    assertThat(reload.again("SIGHUP")).isInstanceOf(Reload.Outcome.Failed.class);
    assertThat(reload.standing().failed().orElseThrow().reason()).contains("the bundle ca.pem");
    assertThat(reload.standing().failures()).isEqualTo(1);

    fails.set(false);
    assertThat(reload.again("SIGHUP")).isInstanceOf(Reload.Outcome.Done.class);
    assertThat(reload.standing().failed()).isEmpty();
  }
}
