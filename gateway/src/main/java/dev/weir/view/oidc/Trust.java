package dev.weir.view.oidc;

import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What is configured of a provider: who it is, who Weir is to it, what its groups are here.
///
/// @param name in paths and on the page
/// @param issuer exactly as its tokens say
/// @param secret of the client, looked up each time
/// @param redirect where it sends browsers back to
/// @param groupsClaim of the ID token: a list of texts
/// @param skew how far its clock and this one may differ
/// @param groups what each is here
public record Trust(
    String name,
    URI issuer,
    String clientId,
    Supplier<String> secret,
    URI redirect,
    List<String> scopes,
    String groupsClaim,
    Duration skew,
    Map<String, Remit> groups) {
  private static final List<Role> MIGHT =
      List.of(Role.ADMIN, Role.FINOPS, Role.OWNER, Role.AUDITOR, Role.DEVELOPER, Role.VIEWER);

  public Trust {
    scopes = List.copyOf(scopes);
    groups = Map.copyOf(groups);
  }

  /// What somebody of these groups is here: of several roles the mightiest, of its use cases or
  /// teams all. Empty if no group has a remit.
  Optional<Remit> remit(List<String> of) {
    List<Remit> found =
        groups.entrySet().stream()
            .filter(each -> of.contains(each.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return found.stream()
        .map(Remit::role)
        .min(Comparator.comparingInt(MIGHT::indexOf))
        .map(role ->
            new Remit(role, all(found, role, Remit::useCases), all(found, role, Remit::teams)));
  }

  private static Set<String> all(List<Remit> found, Role role, Function<Remit, Set<String>> names) {
    return found.stream()
        .filter(it -> it.role() == role)
        .flatMap(it -> names.apply(it).stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
