package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.WeirConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The first operator's key is made once.
@Timeout(60)
class FirstOperatorTest {
  @TempDir private Path data;

  @Test
  void aLaterStartNeitherChangesItsFileNorMakesItAgain() throws Exception {
    Path file = data.resolve("first-operator-key");
    String key;
    WeirConfig config;
    try (Gateway first = new Gateway(data)) {
      key = first.admin;
      config = first.config;
    }
    try (Gateway second = new Gateway(data)) {
      assertThat(second.admin).isEqualTo(key);
      assertThat(second.get("/api/v1/operators").json().path("operators")).hasSize(1);
    }
    Files.delete(file);

    try (Assembly third = Assembly.open(config, Map.of(), System.getLogger("weir-test"))) {
      assertThat(third.dataPort()).isZero();
      assertThat(file).doesNotExist();
    }
  }
}
