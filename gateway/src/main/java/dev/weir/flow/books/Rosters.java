package dev.weir.flow.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.cohort.EligibleUsers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rosters that calls are judged by: those that list their users, of use cases whose rollout
/// asks for one. One that is only a number lets nobody be told from anybody else.
final class Rosters {
  private static final String HASHES = "hashes";

  private Rosters() {}

  /// By use case.
  static Map<String, EligibleUsers> of(Content content) {
    return next(content, Content.NONE, Map.of());
  }

  /// As above, of which only what has changed is read again: a roster is large.
  ///
  /// @param known what was read of `before`
  static Map<String, EligibleUsers> next(
      Content content, Content before, Map<String, EligibleUsers> known) {
    Map<String, EligibleUsers> rosters = new HashMap<>();
    content
        .of(Kind.ROLLOUT)
        .forEach((useCase, rollout) -> {
          ObjectNode roster = content.of(Kind.ROSTER).get(useCase);
          if (isAsked(rollout) && roster != null && roster.has(HASHES)) {
            boolean isSame = roster.equals(before.of(Kind.ROSTER).get(useCase));
            EligibleUsers read = isSame ? known.get(useCase) : null;
            rosters.put(useCase, read == null ? read(roster) : read);
          }
        });
    return rosters;
  }

  private static boolean isAsked(ObjectNode rollout) {
    return rollout.path("eligible").asText().equals("roster");
  }

  private static EligibleUsers read(ObjectNode roster) {
    List<String> hashes = new ArrayList<>();
    for (JsonNode hash : roster.path(HASHES)) {
      hashes.add(hash.asText());
    }
    return EligibleUsers.of(hashes);
  }
}
