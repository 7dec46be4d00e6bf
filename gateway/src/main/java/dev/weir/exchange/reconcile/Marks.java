package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.util.List;

/// Finds what the ledger has and the other book has not among what the ledger itself marks: answers
/// that are in it twice, further attempts of a call, corrections made on a later day. Only what
/// makes the gap close exactly is taken, one mark rather than two.
final class Marks {
  private static final int ALL = 7;

  private Marks() {}

  private record Mark(Cause cause, Share share, String note) {}

  static void explain(Gap gap) {
    List<Mark> marks =
        List.of(
            new Mark(
                Cause.DOUBLE_REPORT,
                gap.ledger.doubled,
                "the ledger has answers with the same ids twice"),
            new Mark(Cause.RETRY, gap.ledger.retried, "further attempts of calls"),
            new Mark(
                Cause.LATE_CORRECTION, gap.ledger.late, "corrected in the ledger on a later day"));
    for (int count = 1; count <= marks.size(); count++) {
      for (int chosen = 1; chosen <= ALL; chosen++) {
        if (Integer.bitCount(chosen) == count && closes(gap, marks, chosen)) {
          take(gap, marks, chosen);
          return;
        }
      }
    }
  }

  private static boolean closes(Gap gap, List<Mark> marks, int chosen) {
    Share sum = Share.NONE;
    for (int i = 0; i < marks.size(); i++) {
      if ((chosen & (1 << i)) != 0) {
        if (marks.get(i).share.isNothing()) {
          return false;
        }
        sum = sum.plus(marks.get(i).share);
      }
    }
    if (gap.other.counted) {
      return gap.isOpen() && gap.quantity.add(sum.quantity()).signum() == 0;
    }
    BigDecimal left = gap.amount.add(sum.cost()).abs();
    return gap.amount.abs().compareTo(gap.other.slack) > 0 && left.compareTo(gap.other.slack) <= 0;
  }

  private static void take(Gap gap, List<Mark> marks, int chosen) {
    for (int i = 0; i < marks.size(); i++) {
      if ((chosen & (1 << i)) != 0) {
        Mark mark = marks.get(i);
        gap.explain(
            mark.cause, mark.share.quantity().negate(), mark.share.cost().negate(), mark.note);
      }
    }
  }
}
