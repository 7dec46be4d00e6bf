package dev.weir.flow.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// That an operation gives answers again of calls which ended before them, and how those answers
/// say what they used. Data, see `Operations`.
///
/// @param of the wire or the operation of those calls, by its code
/// @param ask the line that is answered with what they used
/// @param wire the shape of an answer, or [Wire#OTHER_USAGE]
/// @param usage where one of no known shape says what it used
/// @param within each line of the body is an answer, inside of these members; empty = the body is
///   one
/// @param tier the service tier that all of them are served at; empty = they say it
/// @param over the states that an answer ends in, in `status`; empty = its wire knows
public record Again(
    String of,
    Operation.Line ask,
    Wire wire,
    UsagePaths usage,
    List<String> within,
    Optional<String> tier,
    Set<String> over) {
  public Again {
    within = List.copyOf(within);
    over = Set.copyOf(over);
    if (of.isEmpty() || (wire == Wire.OTHER_USAGE) == usage.isEmpty()) {
      throw new IllegalArgumentException(
          "what gives the answers of '%s' again names them, and either their wire or where they say their usage"
              .formatted(of));
    }
  }
}
