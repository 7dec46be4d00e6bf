package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.TagRegistry;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What an operator is there for: a role, and what it is of.
///
/// @param useCases an owner's, 1 to 200; no other role has any
/// @param teams a developer's, 1 to 200; no other role has any
public record Remit(Role role, Set<String> useCases, Set<String> teams) {
  private static final int NAMED_MAX = 200;

  public Remit {
    useCases = Set.copyOf(useCases);
    teams = Set.copyOf(teams);
    require("use_cases", TagNames.USE_CASE, useCases, role, Role.OWNER);
    require("teams", TagNames.TEAM, teams, role, Role.DEVELOPER);
  }

  /// Of a role that is of nothing named.
  public static Remit of(Role role) {
    return new Remit(role, Set.of(), Set.of());
  }

  public static Remit owner(Collection<String> useCases) {
    return new Remit(Role.OWNER, Set.copyOf(useCases), Set.of());
  }

  public static Remit developer(Collection<String> teams) {
    return new Remit(Role.DEVELOPER, Set.of(), Set.copyOf(teams));
  }

  private static void require(String field, String tag, Set<String> names, Role role, Role its) {
    int least = role == its ? 1 : 0;
    int most = role == its ? NAMED_MAX : 0;
    if (names.size() < least || names.size() > most) {
      throw new IllegalArgumentException(
          "field '%s' names %d to %d for the role %s, was %d"
              .formatted(field, least, most, role.code(), names.size()));
    }
    names.forEach(name -> TagRegistry.requireValue(tag, name));
  }

  void write(ObjectNode body) {
    body.put("role", role.code());
    write(body, "use_cases", useCases);
    write(body, "teams", teams);
  }

  private static void write(ObjectNode body, String field, Set<String> names) {
    if (!names.isEmpty()) {
      new TreeSet<>(names).forEach(body.withArrayProperty(field)::add);
    }
  }

  /// Reads what [#write] writes; without `use_cases` and `teams`, as roles once were.
  static Remit read(Fields fields) {
    return new Remit(
        fields.choice("role", Role.class, Role.VIEWER),
        Set.copyOf(new TreeSet<>(fields.texts("use_cases"))),
        Set.copyOf(new TreeSet<>(fields.texts("teams"))));
  }

  /// `owner of care, triage`, for people.
  @Override
  public String toString() {
    Set<String> names = new TreeSet<>(useCases);
    names.addAll(teams);
    String code = role.name().toLowerCase(Locale.ROOT);
    return names.isEmpty() ? code : "%s of %s".formatted(code, String.join(", ", names));
  }
}
