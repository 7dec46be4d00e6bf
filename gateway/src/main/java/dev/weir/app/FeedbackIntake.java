package dev.weir.app;

import dev.weir.flow.edge.FeedbackDesk;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.TagNames;
import dev.weir.value.event.Feedback;
import dev.weir.value.event.Feedback.Origin;
import dev.weir.value.event.FeedbackText;
import dev.weir.value.event.Feedbacks;
import dev.weir.view.report.CallRecord;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Keeps what users say of calls, once the ledger database knows whose the call is.
final class FeedbackIntake implements FeedbackDesk {
  private final Feedbacks feedbacks;
  private final CallLookup<Taken> lookup;
  private final InstantSource clock;

  /// @param defects told of what should not happen; who asked is told to come later
  FeedbackIntake(
      Feedbacks feedbacks,
      CallLookup.Ledger ledger,
      InstantSource clock,
      Executor blocking,
      Consumer<Throwable> defects) {
    this.feedbacks = feedbacks;
    this.lookup = new CallLookup<>(ledger, blocking, defects, Taken.Later::new);
    this.clock = clock;
  }

  @Override
  public void take(Said said, Consumer<Taken> told) {
    lookup.soon(() -> taken(said), told);
  }

  private Taken taken(Said said) throws InterruptedException {
    try {
      Feedback feedback = FeedbackText.read(said.text());
      return lookup.ofKnown(
          CallId.parse(feedback.call()),
          call ->
              call.flatMap(known -> origin(said, feedback, known))
                  .map(origin -> kept(feedback.from(origin)))
                  .orElseGet(Taken.NoCall::new));
    } catch (IllegalArgumentException invalid) {
      return new Taken.Invalid(String.valueOf(invalid.getMessage()));
    }
  }

  private Taken kept(Feedback feedback) {
    return new Taken.Done(
        feedbacks.take(feedback, clock.instant()).name().toLowerCase(Locale.ROOT));
  }

  /// Nothing where the call is of another key and of another use case than this key's.
  private static Optional<Origin> origin(Said said, Feedback feedback, CallRecord call) {
    String key = call.who().getOrDefault(TagNames.KEY, "");
    String useCase = call.who().getOrDefault(TagNames.USE_CASE, "");
    boolean own = key.equals(said.key()) || (!useCase.isEmpty() && useCase.equals(said.useCase()));
    return own
        ? Optional.of(new Origin(said.key(), useCase, feedback.origin().user()))
        : Optional.empty();
  }
}
