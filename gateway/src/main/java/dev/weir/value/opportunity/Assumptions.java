package dev.weir.value.opportunity;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What somebody states of a use case's opportunity.
///
/// @param plan from an idea on: the stage is the portfolio's to say
/// @param stated terms
public record Assumptions(Plan plan, Map<Term, Input> stated) {
  /// Nobody stated anything.
  public static final Assumptions NONE = new Assumptions(Plan.ASSUMED, Map.of());

  public Assumptions {
    Map<Term, Input> copy = new EnumMap<>(Term.class);
    copy.putAll(stated);
    stated = Collections.unmodifiableMap(copy);
  }
}
