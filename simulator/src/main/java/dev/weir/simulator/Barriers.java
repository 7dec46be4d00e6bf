package dev.weir.simulator;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Places where answers wait until they are told to go on.
///
/// A raised barrier stops every answer; a request may also ask to wait at a barrier by name, raised
/// or not, until the next release of that name. Any thread; each call takes the lock for the time
/// of a queue operation, and answers go on in their own context.
final class Barriers {
  private final Map<String, Place> places = new LinkedHashMap<>();

  /// An answer that waits; its identity is what [#forget] needs.
  record Waiting(Context context, Runnable answer) {
    void go() {
      context.runOnContext(_ -> answer.run());
    }
  }

  /// A barrier as the control interface shows it.
  record State(String name, boolean raised, int waiting) {}

  private static final class Place {
    private boolean raised;
    private final Queue<Waiting> queue = new ArrayDeque<>();
  }

  /// Whether the answer may go on at once; otherwise it is queued and run later.
  synchronized boolean pass(@Nullable String asked, Waiting waiting) {
    if (asked != null) {
      place(asked).queue.add(waiting);
      return false;
    }
    for (Place place : places.values()) {
      if (place.raised) {
        place.queue.add(waiting);
        return false;
      }
    }
    return true;
  }

  synchronized void forget(Waiting waiting) {
    places.values().forEach(place -> place.queue.remove(waiting));
  }

  synchronized void raise(String name) {
    place(name).raised = true;
  }

  /// Lets up to `count` answers go, oldest first, and, when all may go, lowers the barrier.
  int release(String name, int count) {
    List<Waiting> going = released(name, count);
    going.forEach(Waiting::go);
    return going.size();
  }

  synchronized List<State> states() {
    var states = new ArrayList<State>();
    places.forEach((name, place) -> states.add(new State(name, place.raised, place.queue.size())));
    return states;
  }

  private synchronized List<Waiting> released(String name, int count) {
    var going = new ArrayList<Waiting>();
    Place place = places.get(name);
    if (place == null) {
      return going;
    }
    for (Iterator<Waiting> queue = place.queue.iterator();
        queue.hasNext() && going.size() < count; ) {
      going.add(queue.next());
      queue.remove();
    }
    if (place.queue.isEmpty() && count == Integer.MAX_VALUE) {
      places.remove(name);
    }
    return going;
  }

  private Place place(String name) {
    return places.computeIfAbsent(name, _ -> new Place());
  }
}
