package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Runs one benchmark by name.
public final class Main {
  private static final String USAGE =
      """
      usage: bench first-slice [--rounds N] [--seconds N] [--write]
        --rounds   how often each variant is measured; figures are medians (default 3)
        --seconds  how long each measurement lasts (default 4)
        --write    put the table into docs/benchmarks.md
      The system property weir.root is the project's root (default: the working directory).
      """;

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(run(args));
  }

  private static int run(String[] args) throws IOException, InterruptedException {
    if (args.length == 0 || !args[0].equals("first-slice")) {
      System.err.print(USAGE);
      return 2;
    }
    int rounds = 3;
    Duration time = Duration.ofSeconds(4);
    boolean write = false;
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--rounds" -> rounds = Integer.parseInt(args[++i]);
        case "--seconds" -> time = Duration.ofSeconds(Integer.parseInt(args[++i]));
        case "--write" -> write = true;
        default -> {
          System.err.print("unknown option " + args[i] + "\n" + USAGE);
          return 2;
        }
      }
    }
    Path root = Path.of(System.getProperty("weir.root", "."));
    Optional<Path> page =
        write ? Optional.of(root.resolve("docs/benchmarks.md")) : Optional.empty();
    new FirstSlice(root, System::nanoTime, System.out).run(rounds, time, page);
    return 0;
  }
}
