package dev.weir.flow.ledger;

import dev.weir.base.money.Total;
import java.util.ArrayList;
import java.util.List;

/// What one rule has counted for one value, slice of time by slice of time. Owner: [Balances],
/// under the ledger's lock.
final class Tally {
  /// Few: a calendar window has one or two live slices, a rolling one about sixty. Sorted by start.
  private final List<Slice> slices = new ArrayList<>(2);

  static final class Slice {
    final long start;
    Total settled = Total.ZERO;
    Total reserved = Total.ZERO;

    /// The highest threshold alerted in this slice, in thousandths of the limit.
    int alerted;

    Slice(long start) {
      this.start = start;
    }
  }

  Slice slice(long start) {
    int i = slices.size();
    while (i > 0 && slices.get(i - 1).start >= start) {
      i--;
      if (slices.get(i).start == start) {
        return slices.get(i);
      }
    }
    Slice added = new Slice(start);
    slices.add(i, added);
    return added;
  }

  List<Slice> slices() {
    return slices;
  }

  Total settledSince(long first) {
    Total.Sum sum = new Total.Sum();
    for (int i = slices.size() - 1; i >= 0 && slices.get(i).start >= first; i--) {
      sum.add(slices.get(i).settled);
    }
    return sum.total();
  }

  Total reservedSince(long first) {
    Total.Sum sum = new Total.Sum();
    for (int i = slices.size() - 1; i >= 0 && slices.get(i).start >= first; i--) {
      sum.add(slices.get(i).reserved);
    }
    return sum.total();
  }

  int alertedSince(long first) {
    int highest = 0;
    for (int i = slices.size() - 1; i >= 0 && slices.get(i).start >= first; i--) {
      highest = Math.max(highest, slices.get(i).alerted);
    }
    return highest;
  }

  /// Forgets slices that can no longer count.
  void prune(long first) {
    slices.removeIf(s -> s.start < first && s.reserved.equals(Total.ZERO));
  }
}
