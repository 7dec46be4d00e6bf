package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What budgets and limits have in common: which calls, over which time, and how strictly.
final class RuleOptions {
  @Option(
      names = "--where",
      split = ",",
      paramLabel = "TAG=VALUE[|VALUE…]",
      description = "Calls it is about; all conditions must hold. Without it: every call.")
  private List<String> where = List.of();

  @Option(names = "--per", paramLabel = "TAG", description = "One for each value of this tag.")
  private Optional<String> per = Optional.empty();

  @Option(
      names = "--window",
      paramLabel = "WINDOW",
      description = "For example 'month Europe/Berlin', 'rolling 24h', 'total'.")
  private Optional<String> window = Optional.empty();

  @Option(names = "--shadow", description = "Count and note, never refuse.")
  private boolean shadow;

  @Option(names = "--from", paramLabel = "WHEN", description = "In effect from then on.")
  private Optional<String> from = Optional.empty();

  @Option(names = "--until", paramLabel = "WHEN", description = "In effect until then.")
  private Optional<String> until = Optional.empty();

  void addTo(ObjectNode body, InstantSource clock) {
    if (!where.isEmpty()) {
      body.set("where", Written.conditions(where));
    }
    per.ifPresent(tag -> body.put("per", tag));
    window.ifPresent(text -> body.put("window", text));
    if (shadow) {
      body.put("mode", "shadow");
    }
    from.ifPresent(when -> body.put("from", Written.instant("--from", when, clock)));
    until.ifPresent(when -> body.put("until", Written.instant("--until", when, clock)));
  }
}
