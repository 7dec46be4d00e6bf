package dev.weir.app;

import dev.weir.app.config.CorrectionsPart;
import dev.weir.base.http.Engine;
import dev.weir.flow.correction.Correcting;
import dev.weir.flow.correction.LateUsage;
import dev.weir.flow.edge.DataPlane;
import dev.weir.flow.edge.Deferred;
import dev.weir.flow.edge.FollowUps;
import dev.weir.flow.projection.EndedAttempts;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// Answers that go on after their calls.
final class LateAnswers {
  private LateAnswers() {}

  /// What is told of them is booked; those that went on before the start are known again once the
  /// ledger database has them.
  ///
  /// @param blocking where it may wait
  /// @param unbooked hears why what was told is not booked
  static Deferred of(
      Spine spine,
      Correcting correcting,
      EndedAttempts ended,
      LatePrices prices,
      InstantSource clock,
      ExecutorService blocking,
      Consumer<String> unbooked,
      Consumer<Throwable> bug) {
    LateUsage late = new LateUsage(correcting, prices, blocking, unbooked, bug);
    Deferred deferred =
        new Deferred((told, learnt) -> late.told(told.attempt(), told.served(), learnt));
    Recalled before = new Recalled(spine.loader(), ended, spine.journal().recovered().end(), clock);
    blocking.execute(() -> {
      try {
        before.into(deferred);
      } catch (InterruptedException ending) {
        Thread.currentThread().interrupt();
      }
    });
    return deferred;
  }

  /// Asks providers for them where nobody does; nothing where that is not wanted.
  static Optional<FollowUps> asked(
      CorrectionsPart rules,
      DataPlane plane,
      Engine engine,
      InstantSource clock,
      Consumer<Throwable> bug) {
    if (!rules.ask()) {
      return Optional.empty();
    }
    return Optional.of(
        FollowUps.of(
            plane,
            engine.loops().getFirst(),
            new FollowUps.Rules(rules.askAfter(), rules.askEvery(), rules.askUntil()),
            clock,
            bug));
  }
}
