package dev.weir.view.api;

import dev.weir.flow.books.Version;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.ledger.RuleStanding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What somebody sees who may see what is of some teams alone. What is not seen is as if it were
/// not there.
///
/// @param teams empty = everything is seen
/// @param keyring keys there are
record Sight(Optional<Set<String>> teams, Keyring keyring) {
  static Sight of(RunningGateway gateway, Inquiry inquiry) {
    return new Sight(inquiry.teams(), gateway.books().inForce().keyring());
  }

  /// A call with these tags.
  boolean seesCall(Map<String, String> tags) {
    return teams.isEmpty() || seesTeam(tags.getOrDefault(TagNames.TEAM, ""));
  }

  /// A key that is a team's: it fixes it.
  boolean seesKey(String id) {
    return teams.isEmpty() || keyring.byId(id).filter(this::sees).isPresent();
  }

  private boolean sees(VirtualKey key) {
    return seesTeam(key.fixed().valueOrEmpty(TagNames.TEAM));
  }

  private boolean seesTeam(String team) {
    return teams.filter(own -> !own.contains(team)).isEmpty();
  }

  /// A budget or limit over nothing but own teams or own keys, or over each team for itself.
  boolean seesRule(Version rule) {
    return teams.isEmpty() || isOwn(rule) || isPerTeam(rule);
  }

  /// Of a rule that is seen, how it stands.
  boolean sees(Version rule, RuleStanding standing) {
    return teams.isEmpty() || isOwn(rule) || seesTeam(standing.value());
  }

  private static boolean isPerTeam(Version rule) {
    return rule.body().path("per").asText().equals(TagNames.TEAM);
  }

  private boolean isOwn(Version rule) {
    Set<String> own = teams.orElse(Set.of());
    return rule.body()
        .path("where")
        .valueStream()
        .anyMatch(condition -> {
          List<String> values =
              condition.path("in").valueStream().map(each -> each.asText()).toList();
          return switch (condition.path("tag").asText()) {
            case TagNames.TEAM -> !values.isEmpty() && own.containsAll(values);
            case TagNames.KEY -> !values.isEmpty() && values.stream().allMatch(this::seesKey);
            default -> false;
          };
        });
  }
}
