package dev.weir.view.api;

import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.projection.ServedModels;
import dev.weir.flow.projection.ServedModels.Drift;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// When providers began to answer with another model under the same name.
final class DriftRoutes {
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
            .asks(Page.BEFORE, Page.limit("Changes", ServedModels.MAX - 1))
            .answers(DriftList.class)
            .does(FromLedger.of(gateway).does(this::list)));
  }

  private Answer list(Inquiry inquiry) {
    Page<Drift> page =
        Page.read(
            inquiry,
            "changes",
            ServedModels.MAX - 1,
            gateway.queries().served()::driftsBefore,
            Drift::position);
    return Answer.of(
        new DriftList(page.lines().stream().map(DriftRoutes::line).toList(), page.next()));
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
