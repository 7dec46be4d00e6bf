package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// The gateway as a process whose clock stands where standard input says: each line is an instant,
/// answered by the same line on standard output once it is the time. It ends with the input. For
/// tests that live through months; everything but the clock is `weir serve`'s.
///
/// Arguments: the configuration file and the first instant.
public final class DrivenGateway {
  private DrivenGateway() {}

  public static void main(String... arguments) throws IOException {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse(arguments[1]));
    WeirConfig config = ConfigFile.read(Path.of(arguments[0]), System.getenv());
    try (Assembly _ =
            Assembly.start(config, System.getenv(), System.getLogger("driven"), now::get);
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      System.out.println(now.get());
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        now.set(Instant.parse(line));
        System.out.println(line);
      }
    }
  }
}
