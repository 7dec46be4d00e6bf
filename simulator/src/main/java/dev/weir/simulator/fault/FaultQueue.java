package dev.weir.simulator.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Faults ordered through the control interface: for the next so many requests, or for a share of
/// all.
///
/// Any thread; each call takes the queue's lock. A request takes from the oldest `next` entry that
/// fits it; only when there is none are the shares drawn, in the order they were set.
public final class FaultQueue {
  private static final int ENTRIES_MAX = 10_000;

  private final RandomGenerator random;
  private final List<Entry> entries = new ArrayList<>();

  public FaultQueue(RandomGenerator random) {
    this.random = random;
  }

  /// One order.
  ///
  /// @param next how many requests it is still for; 0 for an order by share
  /// @param model the only model it applies to; empty for every model
  public record Entry(String text, List<Fault> faults, int next, double share, String model) {
    public Entry {
      faults = List.copyOf(faults);
      if (next < 0 || !(share >= 0 && share <= 1) || (next == 0) == (share == 0)) {
        throw new IllegalArgumentException(
            "a fault needs either next > 0 or 0 < probability <= 1, not " + next + ", " + share);
      }
    }
  }

  public synchronized void add(Entry entry) {
    if (entries.size() >= ENTRIES_MAX) {
      throw new IllegalArgumentException("more than " + ENTRIES_MAX + " fault orders");
    }
    entries.add(entry);
  }

  public synchronized void clear() {
    entries.clear();
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// The faults for a request that names none itself; empty text and list when it is spared.
  public synchronized Taken take(String model) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.next() > 0 && fits(entry, model)) {
        used(i, entry);
        return new Taken(entry.text(), entry.faults());
      }
    }
    for (Iterator<Entry> shares = entries.iterator(); shares.hasNext(); ) {
      Entry entry = shares.next();
      if (entry.share() > 0 && fits(entry, model) && random.nextDouble() < entry.share()) {
        return new Taken(entry.text(), entry.faults());
      }
    }
    return Taken.NOTHING;
  }

  /// What a request was given.
  public record Taken(String text, List<Fault> faults) {
    public static final Taken NOTHING = new Taken("", List.of());

    public Taken {
      faults = List.copyOf(faults);
    }
  }

  private void used(int index, Entry entry) {
    if (entry.next() == 1) {
      entries.remove(index);
      return;
    }
    entries.set(
        index,
        new Entry(entry.text(), entry.faults(), entry.next() - 1, entry.share(), entry.model()));
  }

  private static boolean fits(Entry entry, String model) {
    return entry.model().isEmpty() || entry.model().equals(model);
  }
}
