package dev.weir.view.page;

import dev.weir.flow.books.Operator;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Somebody opens a page.
///
/// @param person who has signed in
/// @param path values of the path's variables
/// @param query what the link says
/// @param ask the API, as that person
public record Visit(
    Operator person, Map<String, String> path, Entered query, Period period, Instant now, Ask ask) {

  /// The value of the path's variable.
  public String named(String variable) {
    return Optional.ofNullable(path.get(variable)).orElseThrow();
  }

  /// The name of who opens it, for forms that ask who somebody is.
  public String reader() {
    return person.name();
  }

  /// A path of the console, about the same period.
  public String to(String other) {
    return query
        .find(Period.NAME)
        .map(_ -> Entered.NOTHING.with(Period.NAME, period.text()).after(other))
        .orElse(other);
  }

  /// The page of every version of a thing, for who may read them.
  public Optional<String> versions(String kind, String id) {
    String thing = "%s/%s".formatted(kind, Entered.encoded(id));
    return ask.may("GET", "/api/v1/history/" + thing)
        ? Optional.of(to("/audit/" + thing))
        : Optional.empty();
  }
}
