package dev.weir.view.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Where a command runs: what it writes to, and what it may read of its surroundings.
///
/// @param out the answer, for people or programs
/// @param err everything else
/// @param folder relative paths begin here
/// @param isWatched whether a person sees `err` as it is written
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path folder,
    InstantSource clock,
    boolean isWatched) {

  /// This process's own.
  public static Terminal ofProcess() {
    return new Terminal(
        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
        System.getenv(),
        Path.of(""),
        InstantSource.system(),
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
  }

  /// A variable that is set and not blank.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// A path as the user wrote it.
  public Path path(Path written) {
    return folder.resolve(written);
  }
}
