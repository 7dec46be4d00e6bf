package dev.weir.exchange.requirement;

import java.util.Set;

/// One rule of a model.
///
/// @param says what it wants, in words
/// @param keyword as in RFC 2119: `MUST`, `MUST NOT`, `SHOULD`, `MAY` …
/// @param criteria it applies where one of them holds; none = everywhere
/// @param condition it is about the rows for which this holds
record Rule(
    String id, String says, String keyword, Set<String> criteria, RowTest condition, Check check) {
  Rule {
    criteria = Set.copyOf(criteria);
  }

  boolean isPermission() {
    return keyword.equals("MAY");
  }

  boolean isAdvice() {
    return keyword.startsWith("SHOULD") || keyword.equals("RECOMMENDED");
  }
}
