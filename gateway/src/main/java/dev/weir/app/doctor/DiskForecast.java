package dev.weir.app.doctor;

import dev.weir.base.segment.SegmentExtent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// In how many days the disk is full, if calls go on as they did. Pure.
///
/// Journal and ledger database grow with every call: the journal as its closed segments did,
/// compressed where they are, and the ledger database by what it takes for each byte of the journal
/// so far.
///
/// @param freeBytes of the disk
/// @param recent segments of the last [#LOOKED_BACK], in their order; the last one is being written
/// @param ledgerBytes size of the ledger database
record DiskForecast(long freeBytes, List<SegmentExtent> recent, long ledgerBytes, Instant now) {
  static final Duration LOOKED_BACK = Duration.ofDays(30);

  /// A burst says nothing about days.
  private static final Duration OBSERVED_MIN = Duration.ofHours(1);

  private static final double DAYS_MIN = 14;
  private static final double DAYS_SHOWN_MAX = 3_650;
  private static final double MEBI = 1 << 20;

  Finding finding() {
    if (recent.size() < 2) {
      return unknown("no segment of the journal was begun and filled in the last 30 days");
    }
    SegmentExtent oldest = recent.getFirst();
    SegmentExtent newest = recent.getLast();
    Duration observed = Duration.between(oldest.begunAt(), newest.begunAt());
    if (observed.compareTo(OBSERVED_MIN) < 0) {
      return unknown(
          "the journal's closed segments of the last 30 days span %d min, less than an hour"
              .formatted(observed.toMinutes()));
    }
    double perDay = bytesPerDay(observed);
    double days = freeBytes / perDay;
    String says =
        "full in %s days: %,.0f MiB free, journal and ledger database grow by %,.1f MiB a day"
            .formatted(
                days > DAYS_SHOWN_MAX ? "more than 3,650" : "%.0f".formatted(Math.floor(days)),
                freeBytes / MEBI,
                perDay / MEBI);
    return days < DAYS_MIN
        ? Finding.attention(
            "disk forecast",
            says + "; below 14 days: make room, or move archived segments away (with a backup)")
        : Finding.good("disk forecast", says);
  }

  /// The pace at which segments were closed, or the slower one that has not closed the newest yet.
  private double bytesPerDay(Duration observed) {
    int closed = recent.size() - 1;
    double onDisk = recent.subList(0, closed).stream().mapToLong(SegmentExtent::diskBytes).sum();
    double positions = recent.getLast().first() - recent.getFirst().first();
    double perPosition = ledgerBytes / (double) recent.getLast().first();
    double grown = onDisk + positions * perPosition;
    Duration soFar = Duration.between(recent.getFirst().begunAt(), now);
    double asClosed = grown / days(observed);
    return soFar.compareTo(observed) <= 0
        ? asClosed
        : Math.min(asClosed, grown * (closed + 1) / closed / days(soFar));
  }

  private static double days(Duration duration) {
    return duration.toMillis() / (double) Duration.ofDays(1).toMillis();
  }

  private Finding unknown(String why) {
    return Finding.good(
        "disk forecast",
        "%,.0f MiB free; how fast they are used is not known: %s".formatted(freeBytes / MEBI, why));
  }
}
