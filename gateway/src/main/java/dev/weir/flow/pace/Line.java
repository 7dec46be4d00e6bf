package dev.weir.flow.pace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Those who wait at a gate: by priority, and within one each use case in its turn. A use case has
/// its next turn when the others have had as many tokens as it (start-time fair queueing): one with
/// many calls waits for itself, not the others for it. Guarded by its gate.
final class Line {
  private final Map<Priority, Rank> ranks = new EnumMap<>(Priority.class);
  private long drawn;
  private int size;

  /// The calls of a use case, in the order in which they came.
  private static final class Flow {
    private final Deque<Ticket> tickets = new ArrayDeque<>();
    private double turn;

    Flow(double turn) {
      this.turn = turn;
    }

    double turn() {
      return turn;
    }

    long number() {
      return tickets.element().number();
    }
  }

  /// Those of one priority.
  private static final class Rank {
    private final Map<String, Flow> flows = new HashMap<>();
    private double now;

    void add(Ticket ticket) {
      Flow flow = flows.computeIfAbsent(ticket.useCase(), _ -> new Flow(now));
      flow.turn = Math.max(flow.turn, flow.tickets.isEmpty() ? now : flow.turn);
      flow.tickets.add(ticket);
    }

    Optional<Ticket> first() {
      return flows.values().stream()
          .filter(flow -> !flow.tickets.isEmpty())
          .min(Comparator.comparingDouble(Flow::turn).thenComparingLong(Flow::number))
          .map(flow -> flow.tickets.element());
    }

    void passes(Ticket ticket, double cost) {
      Flow flow = of(ticket);
      now = Math.max(now, flow.turn);
      flow.turn += cost;
      remove(ticket);
    }

    /// Who has nobody waiting is remembered only as long as it has had more than its turn.
    void remove(Ticket ticket) {
      of(ticket).tickets.remove(ticket);
      flows.values().removeIf(flow -> flow.tickets.isEmpty() && flow.turn <= now);
      if (flows.values().stream().allMatch(flow -> flow.tickets.isEmpty())) {
        flows.clear();
        now = 0;
      }
    }

    private Flow of(Ticket ticket) {
      return Optional.ofNullable(flows.get(ticket.useCase())).orElseThrow();
    }

    int waiting(String useCase) {
      Flow flow = flows.get(useCase);
      return flow == null ? 0 : flow.tickets.size();
    }

    /// The last call of the use case that has most.
    Optional<Ticket> last() {
      return flows.values().stream()
          .filter(flow -> !flow.tickets.isEmpty())
          .max(Comparator.comparingInt(flow -> flow.tickets.size()))
          .map(flow -> flow.tickets.getLast());
    }
  }

  void add(Ticket ticket) {
    ticket.waits(drawn++);
    ranks.computeIfAbsent(ticket.priority(), _ -> new Rank()).add(ticket);
    size++;
  }

  Optional<Ticket> first() {
    for (Rank rank : ranks.values()) {
      Optional<Ticket> first = rank.first();
      if (first.isPresent()) {
        return first;
      }
    }
    return Optional.empty();
  }

  /// One that would leave its place to another: of a lower priority, or of the same and of a use
  /// case with more calls in the line.
  Optional<Ticket> worse(Ticket than) {
    List<Priority> upwards = new ArrayList<>(ranks.keySet()).reversed();
    for (Priority priority : upwards) {
      Rank rank = rank(priority);
      Optional<Ticket> last = rank.last();
      if (last.isPresent()) {
        int order = priority.compareTo(than.priority());
        boolean longer = rank.waiting(last.get().useCase()) > rank.waiting(than.useCase()) + 1;
        return last.filter(_ -> order > 0 || (order == 0 && longer));
      }
    }
    return Optional.empty();
  }

  private Rank rank(Priority priority) {
    return Optional.ofNullable(ranks.get(priority)).orElseThrow();
  }

  /// @param ticket one that waits here
  /// @param cost what its turn is worth, above 0
  void passes(Ticket ticket, double cost) {
    rank(ticket.priority()).passes(ticket, cost);
    size--;
  }

  /// @param ticket one that waits here
  void remove(Ticket ticket) {
    rank(ticket.priority()).remove(ticket);
    size--;
  }

  List<Ticket> all() {
    List<Ticket> all = new ArrayList<>();
    ranks.values().forEach(rank -> rank.flows.values().forEach(flow -> all.addAll(flow.tickets)));
    return all;
  }

  int size() {
    return size;
  }
}
