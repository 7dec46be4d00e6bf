package dev.weir.flow.agreement;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whom spend is for, as far as shares of it are told apart.
///
/// @param tags values of [#TAGS] and, of an agreement's own rows, any others
/// @param quarantined whether these are calls whose tags broke a rule
public record Bearer(SortedMap<String, String> tags, boolean quarantined) {
  /// Shares of single users, sessions or free tags would be more rows than calls.
  public static final List<String> TAGS =
      List.of("use_case", "department", "cost_centre", "environment", "team", "project");

  public Bearer {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  public static Bearer of(Map<String, String> tags) {
    return new Bearer(new TreeMap<>(tags), false);
  }
}
