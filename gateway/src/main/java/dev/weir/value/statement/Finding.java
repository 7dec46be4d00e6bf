package dev.weir.value.statement;

import java.util.Locale;

/// What a statement lacks.
///
/// @param message what is to be said instead, for whoever wrote it
public record Finding(Rule rule, String message) {

  /// What a statement is to have; each is broken at most once.
  public enum Rule {
    TASK("says what is done, with a verb as 'classify', 'draft' or 'extract'"),
    POPULATION(
        "says of what or for whom, so that it can be counted: 'inbound claims under 500 EUR'"),
    METRIC("says what is measured: 'handling time', 'error rate', 'cost per claim'"),
    TARGET("says how much is enough: 'from 9 to 4 minutes', 'below 2 %'"),
    TIME("says by when: 'by 2027-06-30', 'within two quarters'"),
    BREADTH("is about one task of one group");

    private final String wanted;

    Rule(String wanted) {
      this.wanted = wanted;
    }

    /// The name programs know it by: `population`.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    Finding lacking() {
      return new Finding(this, "a statement " + wanted);
    }

    Finding seen(String what) {
      return new Finding(this, "a statement %s, was '%s'".formatted(wanted, what));
    }
  }
}
