package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Installs `@portkey-ai/gateway` from the npm registry the machine is set up for.
final class Portkey {
  private static final long INSTALLED_WITHIN_MINUTES = 10;

  /// A fresh install answers 500 to every stream; the overrides are what cures that.
  private static final String PACKAGE =
      """
      {"private": true, "dependencies": {"@portkey-ai/gateway": "~1.15.2"},
       "overrides": {"@hono/node-server": "1.13.x", "hono": "4.9.7"}}
      """;

  private Portkey() {}

  /// The script that starts it, installed into a directory unless it is there.
  static Path startScript(Path directory) throws IOException, InterruptedException {
    Path script = directory.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    if (!Files.exists(script)) {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve("package.json"), PACKAGE);
      install(directory);
    }
    return script;
  }

  private static void install(Path directory) throws IOException, InterruptedException {
    Path log = directory.resolve("npm.log");
    Process npm =
        new ProcessBuilder(
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!npm.waitFor(INSTALLED_WITHIN_MINUTES, TimeUnit.MINUTES)) {
      npm.destroy();
      throw new IllegalStateException(
          "npm has not installed Portkey within %d minutes; it wrote %s"
              .formatted(INSTALLED_WITHIN_MINUTES, log));
    }
    if (npm.exitValue() != 0) {
      throw new IllegalStateException(
          "npm install of Portkey ended with %d; it wrote %s".formatted(npm.exitValue(), log));
    }
  }
}
