package dev.weir.app;

import dev.weir.flow.correction.Correcting;
import dev.weir.flow.correction.LateUsage;
import dev.weir.flow.edge.Deferred;
import dev.weir.flow.projection.EndedAttempts;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Answers that go on after their calls.
final class LateAnswers {
  private LateAnswers() {}

  /// What is told of them is booked; those that went on before the start are known again once the
  /// ledger database has them.
  ///
  /// @param priceNames by which the price book knows a provider
  /// @param blocking where it may wait
  static Deferred of(
      Spine spine,
      Correcting correcting,
      EndedAttempts ended,
      UnaryOperator<String> priceNames,
      InstantSource clock,
      ExecutorService blocking,
      Consumer<Throwable> bug) {
    LateUsage late =
        new LateUsage(
            correcting,
            (provider, model, at) ->
                spine.books().inForce().prices().find(priceNames.apply(provider), model, at),
            blocking,
            bug);
    Deferred deferred =
        new Deferred(told ->
            late.told(
                told.call(), told.attempt(), told.usage(), told.modelServed(), told.serviceTier()));
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
}
