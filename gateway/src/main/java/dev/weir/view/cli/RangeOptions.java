package dev.weir.view.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which calls are meant.
final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "WHEN",
      description = "Accepted from here on: a date of the zone or an instant; 30 days ago.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "WHEN", description = "Accepted before; now.")
  private Optional<String> to = Optional.empty();

  @Option(names = "--zone", paramLabel = "ZONE", description = "Of dates, days, months; UTC.")
  private Optional<String> zone = Optional.empty();

  @Option(
      names = "--where",
      split = ",",
      paramLabel = "DIMENSION=VALUE",
      description = "Only these calls; all conditions must hold.")
  private List<String> filters = List.of();

  void addTo(Query query) {
    from.ifPresent(when -> query.add("from", Written.moment("--from", when)));
    to.ifPresent(when -> query.add("to", Written.moment("--to", when)));
    zone.ifPresent(name -> query.add("zone", Written.zone("--zone", name)));
    filters.forEach(filter -> query.add("filter", filter));
  }
}
