package dev.weir.exchange.requirement;

import java.util.List;

/// What was found of every rule of a model.
///
/// @param rows that the file has
/// @param findings one per rule, in the order of the model
public record Assessment(long rows, List<Finding> findings) {
  public Assessment {
    findings = List.copyOf(findings);
  }

  public long count(Outcome outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).count();
  }

  /// Whether no rule that must hold is broken.
  public boolean conforms() {
    return count(Outcome.FAILED) == 0;
  }

  public List<Finding> of(Outcome outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).toList();
  }
}
