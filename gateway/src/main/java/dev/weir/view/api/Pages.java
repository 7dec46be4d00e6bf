package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// Page records that several routes share.
final class Pages {
  private Pages() {}

  /// An error.
  record Fault(FaultText error) {}

  /// @param code stable, for programs
  record FaultText(String code, String message) {}

  /// A change that is in force.
  ///
  /// @param warnings what is probably not meant; nothing as a rule
  record Changed(
      String kind,
      String id,
      int version,
      Instant at,
      String who,
      String why,
      List<String> warnings) {
    Changed warning(List<String> of) {
      return new Changed(kind, id, version, at, who, why, of);
    }
  }

  /// All versions of a thing, the latest first.
  record History(List<HistoryLine> versions) {}

  /// @param retired from this version on it is not in force
  record HistoryLine(
      int version, Instant at, String who, String why, boolean retired, ObjectNode content) {}
}
