package dev.weir.view.api;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.ServedModels;
import dev.weir.flow.projection.ServedModels.Drift;
import dev.weir.view.api.Demand.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When providers began to answer with another model under the same name.
final class DriftRoutes {
  private static final int PAGE = 100;

  private final RunningGateway gateway;

  DriftRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// A page of changes, newest first.
  ///
  /// @param next ask for the next page with `before` set to this; absent on the last
  record DriftList(List<DriftLine> drifts, Optional<Long> next) {}

  /// @param position of its entry in the journal
  /// @param model asked of the provider
  /// @param modelBefore served so far
  /// @param modelNow served from here on
  /// @param call the one it was seen in first
  record DriftLine(
      long position,
      Instant at,
      String provider,
      String model,
      String modelBefore,
      String modelNow,
      CallId call) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listDrift",
                "/api/v1/drift",
                "When providers began to answer with another model under the same name.")
            .asks(
                Parameter.number("before", "Continues behind this: `next` of the last page."),
                Parameter.number("limit", "Changes per page, 1 to 999; 100 by default."))
            .answers(DriftList.class)
            .does(FromLedger.of(gateway).does(this::list)));
  }

  private Answer list(Inquiry inquiry) {
    int limit = inquiry.number("limit", PAGE);
    if (limit < 1 || limit >= ServedModels.MAX) {
      throw new IllegalArgumentException(
          "a page has 1 to %d changes, was %d".formatted(ServedModels.MAX - 1, limit));
    }
    List<Drift> found = gateway.served().driftsBefore(inquiry.position("before"), limit + 1);
    List<Drift> page = found.subList(0, Math.min(limit, found.size()));
    return Answer.of(
        new DriftList(
            page.stream().map(DriftRoutes::line).toList(),
            found.size() > limit ? Optional.of(page.getLast().position()) : Optional.empty()));
  }

  private static DriftLine line(Drift drift) {
    Entry.Drifted entry = drift.entry();
    return new DriftLine(
        drift.position(),
        entry.at(),
        entry.provider(),
        entry.model(),
        entry.before(),
        entry.now(),
        entry.call());
  }
}
