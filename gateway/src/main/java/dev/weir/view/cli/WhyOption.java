package dev.weir.view.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/// The reason of a change, kept with it for ever.
final class WhyOption {
  @Option(names = "--why", paramLabel = "TEXT", description = "Reason, for the audit trail.")
  private Optional<String> why = Optional.empty();

  Optional<String> why() {
    return why;
  }

  /// What every change takes behind its path; empty without a reason.
  String query() {
    return why.map(text -> "?why=" + Api.encoded(text)).orElse("");
  }
}
