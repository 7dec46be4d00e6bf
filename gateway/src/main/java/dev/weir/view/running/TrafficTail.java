package dev.weir.view.running;

import dev.weir.view.page.Followed;
import dev.weir.view.page.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tells of the traffic's figures every 15 seconds: a look back over hours is read from the ledger
/// each time.
final class TrafficTail implements Followed {
  private static final Duration PACE = Duration.ofSeconds(15);

  private final FigureTail figures = new FigureTail();
  private Instant due = Instant.MIN;

  @Override
  public List<Event> next(Visit visit) {
    if (visit.now().isBefore(due)) {
      return List.of();
    }
    due = visit.now().plus(PACE);
    return figures.next(PlatformToday.figures(visit));
  }
}
