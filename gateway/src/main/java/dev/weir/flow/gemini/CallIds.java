package dev.weir.flow.gemini;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/// Which result answers which call of one request. Callers need not give ids: a result without one
/// answers the first call of its name that waits. Ids that are missing are made, the same whenever
/// the same conversation is read.
final class CallIds {
  private static final String MADE = "gemini_call_";

  /// Calls that wait for their results: all by id, and by name in their order.
  private final Map<String, Waiting> byId = new HashMap<>();

  private final Map<String, ArrayDeque<Waiting>> byName = new HashMap<>();
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
    Waiting call = new Waiting(its, name);
    byId.putIfAbsent(its, call);
    byName.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(call);
    return its;
  }

  /// The id of the call that a result answers.
  ///
  /// @param id empty if the caller gave none
  String answered(String id, String name) {
    if (byId.remove(id) != null) {
      return id;
    }
    ArrayDeque<Waiting> named = byName.getOrDefault(name, new ArrayDeque<>());
    while (!named.isEmpty() && !byId.containsKey(named.getFirst().id)) {
      named.removeFirst(); // answered by its id
    }
    boolean fits = !named.isEmpty() && (id.isEmpty() || named.getFirst().isMade());
    if (!fits) {
      return id.isEmpty() ? make() : id;
    }
    String its = named.removeFirst().id;
    byId.remove(its);
    return its;
  }

  private String make() {
    return MADE + made++;
  }
}
