package dev.weir.flow.pace;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/// Those who wait at a gate: by priority, and within one each use case in its turn. A call's turn
/// comes when those before it of its use case have had theirs, by the tokens they ask for
/// (start-time fair queueing): a use case with many calls waits for itself, not the others for it.
/// Guarded by its gate.
final class Line {
  private final Map<Priority, Rank> ranks = new EnumMap<>(Priority.class);
  private long drawn;
  private int size;

  /// Those of one priority.
  private static final class Rank {
    private final Queue<Ticket> tickets =
        new PriorityQueue<>(
            Comparator.comparingDouble(Ticket::turn).thenComparingLong(Ticket::number));

    /// When each use case has had its turns.
    private final Map<String, Double> had = new HashMap<>();

    private double now;

    void add(Ticket ticket, double cost, long drawn) {
      double turn = Math.max(now, had.getOrDefault(ticket.useCase(), 0.0));
      had.put(ticket.useCase(), turn + cost);
      ticket.waits(turn, drawn);
      tickets.add(ticket);
    }

    void remove(Ticket ticket) {
      now = Math.max(now, ticket == tickets.peek() ? ticket.turn() : now);
      tickets.remove(ticket);
      if (tickets.isEmpty()) {
        had.clear();
        now = 0;
      }
    }
  }

  /// @param cost what its turn is worth, above 0
  void add(Ticket ticket, double cost) {
    ranks.computeIfAbsent(ticket.priority(), _ -> new Rank()).add(ticket, cost, drawn++);
    size++;
  }

  Optional<Ticket> first() {
    return ranks.values().stream()
        .filter(rank -> !rank.tickets.isEmpty())
        .findFirst()
        .map(rank -> rank.tickets.element());
  }

  /// @param ticket one that waits here
  void remove(Ticket ticket) {
    Optional.ofNullable(ranks.get(ticket.priority())).orElseThrow().remove(ticket);
    size--;
  }

  int size() {
    return size;
  }
}
