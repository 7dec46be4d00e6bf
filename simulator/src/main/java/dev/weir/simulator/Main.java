package dev.weir.simulator;

import java.io.IOException;
import java.time.InstantSource;

/// Starts the simulator from a command line and keeps it until the process is told to end.
public final class Main {
  private static final int EXIT_USAGE = 2;
  private static final int EXIT_FAILED = 1;

  private Main() {}

  /// Exits with 2 for a wrong option, with 1 when it cannot listen or read its files.
  public static void main(String[] arguments) {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("simulator: " + e.getMessage());
      System.err.print(Options.USAGE);
      System.exit(EXIT_USAGE);
      return;
    }
    try {
      run(options);
    } catch (IOException | RuntimeException e) {
      System.err.println("simulator: " + e);
      System.exit(EXIT_FAILED);
    }
  }

  // Closed by the end of the process only.
  @SuppressWarnings("resource")
  private static void run(Options options) throws IOException {
    Simulator simulator = Simulator.start(options, InstantSource.system(), System::nanoTime);
    System.out.println("simulator listening on http://" + options.host() + ":" + simulator.port());
    if (options.tls() != null) {
      System.out.println(
          "simulator with TLS on https://" + options.host() + ":" + simulator.tlsPort());
    }
    if (options.recordings() != null) {
      System.out.println(
          simulator.recordings().size()
              + " recordings, "
              + simulator.recordings().skipped()
              + " skipped");
    }
    if (options.base().text("in") == null) {
      Thread.ofPlatform().daemon().name("warm").start(simulator::warm);
    }
    if (options.untilStdinCloses()) {
      Thread.ofPlatform().daemon().name("parent").start(Main::endWithStdin);
    }
  }

  /// A pipe from the parent process ends when that process does, also when it is killed.
  private static void endWithStdin() {
    try {
      while (System.in.read() >= 0) {
        // What is written there has no meaning.
      }
    } catch (IOException gone) {
      System.err.println("simulator: standard input: " + gone.getMessage());
    }
    System.exit(0);
  }
}
