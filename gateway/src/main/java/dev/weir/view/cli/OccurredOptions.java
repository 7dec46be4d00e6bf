package dev.weir.view.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/// When outcomes occurred that are meant.
final class OccurredOptions {
  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Occurred from here on: a date of UTC or an instant; 30 days ago.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "WHEN", description = "Occurred before; now.")
  private Optional<String> to = Optional.empty();

  void addTo(Query query) {
    from.ifPresent(when -> query.add("from", Written.moment("--from", when)));
    to.ifPresent(when -> query.add("to", Written.moment("--to", when)));
  }
}
