package dev.weir.app.config;

import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the people of a provider's group are here.
public record GroupPart(
    @Meaning("their role") Role role,
    @Meaning("of an `owner`: the use cases they answer for") List<String> useCases,
    @Meaning("of a `developer`: their teams") List<String> teams) {
  /// What is not required: [#role] has no default.
  public static final Map<String, Object> DEFAULTS =
      Map.of("useCases", List.of(), "teams", List.of());

  public GroupPart {
    useCases = List.copyOf(useCases);
    teams = List.copyOf(teams);
    var _ = new Remit(role, Set.copyOf(useCases), Set.copyOf(teams));
  }

  public Remit remit() {
    return new Remit(role, Set.copyOf(useCases), Set.copyOf(teams));
  }
}
