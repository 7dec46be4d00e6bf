package dev.weir.view.api;

import dev.weir.flow.books.Looks;
import dev.weir.flow.books.Looks.Look;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.report.ReportRange;
import dev.weir.view.right.Right;
import java.util.List;

/// Who looked at the spend of single users.
final class LookRoutes {
  private static final int MOST = 10_000;
  private static final int USUAL = 1_000;

  private final Looks looks;

  LookRoutes(RunningGateway gateway) {
    this.looks = gateway.books().facts().looks();
  }

  /// @param looks the latest first, one a day for each person and route
  /// @param moreLooks whether there are more than were asked for
  record LookList(List<Look> looks, boolean moreLooks) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listLooks", "/api/v1/looks", "Who looked at the spend of single users.")
            .needs(Right.READ_HISTORY)
            .asks(
                Ranges.FROM,
                Ranges.TO,
                Ranges.ZONE,
                Parameter.number("limit", "1 to 10,000; 1,000 by default."))
            .answers(LookList.class)
            .does(this::list));
  }

  private Answer list(Inquiry inquiry) {
    int limit = inquiry.number("limit", USUAL);
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "parameter 'limit' is 1 to %,d, was '%d'".formatted(MOST, limit));
    }
    ReportRange range = Ranges.of(inquiry);
    List<Look> found = looks.within(range.from(), range.to(), limit + 1);
    boolean more = found.size() > limit;
    return Answer.of(new LookList(more ? found.subList(0, limit) : found, more));
  }
}
