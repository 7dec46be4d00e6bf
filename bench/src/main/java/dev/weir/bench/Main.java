package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Runs one benchmark by name.
public final class Main {
  private static final String USAGE =
      """
      usage: bench first-slice [--rounds N] [--seconds N] [--write]
             bench peers [--rounds N] [--seconds N] [--soak 10m] [--streams 60s] [--starts N]
                         [--loads L,L] [--variants V,V] [--write]
             bench profile [--seconds N] [--write]
             bench ingest [--rounds N] [--seconds N] [--write]
             bench rerate [--thousands N] [--write]
             bench focus [--thousands N] [--write]
             bench console [--thousands N] [--rounds N] [--ledger DIR] [--write]
        --rounds    how often each variant is measured; figures are medians (default 3; peers 7, ingest 5),
                    each page is asked for (console 30)
        --seconds   how long each measurement lasts (default 4; profile 20)
        --soak      how long resident memory is watched at 1,000 requests/s (default 1m, 0 = not)
        --streams   how long 5,000 slow streams run (default 1m, 0 = not)
        --starts    how often the gateway is started (default 5)
        --loads     of json, open, streams, burst, prompts (default all)
        --variants  of direct, nginx, bare, governed, host, translated,
                    portkey (default all)
        --thousands how many thousand records are priced anew, exported or shown (default 10,000)
        --ledger    a directory whose ledger an earlier run has left, or a later one is left it
        --write     put the tables into docs/benchmarks.md, or docs/profile.md
      The system property weir.root is the project's root (default: the working directory).
      """;

  private Main() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(args));
  }

  private static int run(String[] args) throws IOException, InterruptedException {
    try {
      String name = args.length == 0 ? "" : args[0];
      Arguments arguments =
          new Arguments(args.length == 0 ? List.of() : Arrays.asList(args).subList(1, args.length));
      return run(name, arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(USAGE);
      return 2;
    }
  }

  private static int run(String name, Arguments arguments)
      throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("weir.root", ".")).toAbsolutePath().normalize();
    switch (name) {
      case "first-slice" -> {
        int rounds = arguments.number("--rounds", 3);
        Duration time = arguments.duration("--seconds", Duration.ofSeconds(4));
        boolean write = arguments.flag("--write");
        arguments.end();
        Optional<Path> page =
            write ? Optional.of(root.resolve("docs/benchmarks.md")) : Optional.empty();
        new FirstSlice(root, System::nanoTime, System.out).run(rounds, time, page);
      }
      case "ingest" -> {
        int rounds = arguments.number("--rounds", 5);
        Duration time = arguments.duration("--seconds", Duration.ofSeconds(4));
        boolean write = arguments.flag("--write");
        arguments.end();
        Optional<Path> page =
            write ? Optional.of(root.resolve("docs/benchmarks.md")) : Optional.empty();
        new Ingest(root, System::nanoTime, System.out).run(rounds, time, page);
      }
      case "rerate" -> {
        int thousands = arguments.number("--thousands", 10_000);
        boolean write = arguments.flag("--write");
        arguments.end();
        Optional<Path> page =
            write ? Optional.of(root.resolve("docs/benchmarks.md")) : Optional.empty();
        new Rerating(root, System::nanoTime, System.out).run(thousands, page);
      }
      case "focus" -> {
        int thousands = arguments.number("--thousands", 10_000);
        boolean write = arguments.flag("--write");
        arguments.end();
        Optional<Path> page =
            write ? Optional.of(root.resolve("docs/benchmarks.md")) : Optional.empty();
        new Exporting(root, System::nanoTime, System.out).run(thousands, page);
      }
      case "console" -> {
        int thousands = arguments.number("--thousands", 10_000);
        int rounds = arguments.number("--rounds", 30);
        Optional<Path> ledger = arguments.path("--ledger");
        boolean write = arguments.flag("--write");
        arguments.end();
        Optional<Path> page =
            write ? Optional.of(root.resolve("docs/benchmarks.md")) : Optional.empty();
        new Browsing(root, System::nanoTime, Instant.now(), System.out)
            .run(thousands, rounds, ledger, page);
      }
      case "peers" -> {
        PeerOptions options = PeerOptions.parse(arguments);
        arguments.end();
        new Peers(root, System::nanoTime, System.out, options).run();
      }
      case "profile" -> {
        Duration time = arguments.duration("--seconds", Duration.ofSeconds(20));
        boolean write = arguments.flag("--write");
        arguments.end();
        new Profile(root, System::nanoTime, System.out).run(time, write);
      }
      default -> throw new IllegalArgumentException("no benchmark is called '" + name + "'");
    }
    return 0;
  }
}
