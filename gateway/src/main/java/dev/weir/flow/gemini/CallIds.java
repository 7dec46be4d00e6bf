package dev.weir.flow.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which result answers which call of one request. Callers need not give ids: a result without one
/// answers the first call of its name that waits. Ids that are missing are made, the same whenever
/// the same conversation is read.
final class CallIds {
  private static final String MADE = "gemini_call_";

  private final List<Waiting> waiting = new ArrayList<>();
  private int made;

  private record Waiting(String id, String name) {
    private boolean isMade() {
      return id.startsWith(MADE);
    }
  }

  /// The id of a call.
  ///
  /// @param id empty if the caller gave none
  String called(String id, String name) {
    String its = id.isEmpty() ? make() : id;
    waiting.add(new Waiting(its, name));
    return its;
  }

  /// The id of the call that a result answers.
  ///
  /// @param id empty if the caller gave none
  String answered(String id, String name) {
    return take(call -> call.id.equals(id))
        .or(() -> take(call -> call.name.equals(name) && (id.isEmpty() || call.isMade())))
        .orElseGet(() -> id.isEmpty() ? make() : id);
  }

  private Optional<String> take(Predicate<Waiting> which) {
    Optional<Waiting> found = waiting.stream().filter(which).findFirst();
    found.ifPresent(waiting::remove);
    return found.map(Waiting::id);
  }

  private String make() {
    return MADE + made++;
  }
}
