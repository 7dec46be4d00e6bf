package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Splices;
import dev.weir.flow.edge.Journey.Trial;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.upstream.Attempt;
import dev.weir.flow.upstream.HeaderRules;
import java.util.List;

/// Makes of what an attempt carries the request that its target gets: the body as the verdict has
/// it, and of the caller's headers those that the target may see.
///
/// @param asked the call
record Dispatch(Caller caller, Tracing tracing, Asked asked) {

  /// What is done to the body of an attempt.
  List<Splice> splices(Trial trial, Verdict verdict) {
    Carried carried = trial.carried();
    return Reshaping.splices(verdict, carried.ask(), trial.step(), headers(carried));
  }

  /// @param splices of the same attempt
  Sent sent(
      Trial trial, Estimates estimates, Holding holding, List<Splice> splices, Patience patience) {
    Carried carried = trial.carried();
    return new Sent(
        holding,
        trial.step().provider(),
        asked.books().prices(),
        carried,
        Reshaping.asSent(estimates.at(holding.reserved().model()), splices),
        splices,
        Splices.apply(carried.body(), carried.ask(), splices),
        patience,
        asked.incoming().operation(),
        asked.again());
  }

  Attempt attempt(Sent sent) {
    return new Attempt(
        asked.call() + "." + sent.reserved().attempt(),
        sent.provider(),
        sent.ask().wire(),
        sent.reserved().model(),
        sent.ask().stream(),
        sent.carried().query(),
        traced(sent),
        sent.body(),
        sent.operation().map(_ -> new Attempt.Line(caller.method(), caller.path())));
  }

  private Headers traced(Sent sent) {
    Headers headers = headers(sent.carried());
    return tracing.isOn() ? tracing.outward(sent.reserved().id(), headers) : headers;
  }

  private Headers headers(Carried carried) {
    return carried.isTranslated()
        ? HeaderRules.across(caller.headers(), carried.ask().wire().dialect())
        : caller.headers();
  }
}
