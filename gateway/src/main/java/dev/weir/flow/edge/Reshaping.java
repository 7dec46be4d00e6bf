package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Verdict;
import dev.weir.flow.provider.ChatManners;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What a verdict makes of a request.
final class Reshaping {
  private Reshaping() {}

  /// The edits to the body: the verdict's, the request for usage that a stream needs, a limit of
  /// the caller's by the name that the target's vendor knows, and what else that wants otherwise.
  ///
  /// @param headers the caller's
  static List<Splice> splices(Verdict verdict, Ask ask, Plan.Step step, Headers headers) {
    List<Splice> splices = new ArrayList<>();
    Provider provider = step.provider();
    ChatManners manners = provider.family().chat();
    String model = provider.idOf(step.model());
    if (!(verdict instanceof Verdict.Substitute) && !model.equals(ask.model())) {
      splices.add(new Splice.Model(model));
    }
    OptionalLong limit = manners.formerLimit() ? ask.newerLimit() : OptionalLong.empty();
    switch (verdict) {
      case Verdict.Allow _, Verdict.Refuse _ -> {}
      case Verdict.Reshape reshape -> limit = OptionalLong.of(reshape.maxTokens());
      case Verdict.Substitute substitute -> {
        splices.add(new Splice.Model(provider.idOf(substitute.model())));
        limit = substitute.maxTokens().isPresent() ? substitute.maxTokens() : limit;
      }
    }
    limit.ifPresent(tokens -> splices.add(new Splice.MaxTokens(tokens, manners.formerLimit())));
    if (manners.asksUsage() && ask.needsUsageRequest()) {
      splices.add(new Splice.UsageRequest());
    }
    provider.family().guise().splice(headers).ifPresent(splices::add);
    return splices;
  }

  /// What an answer that was shortened can use.
  static Estimate asSent(Estimate estimate, List<Splice> splices) {
    Estimate sent = estimate;
    for (Splice splice : splices) {
      if (splice instanceof Splice.MaxTokens cut) {
        sent = Estimates.cut(sent, Math.min(sent.outputTokens(), cut.tokens()));
      }
    }
    return sent;
  }
}
