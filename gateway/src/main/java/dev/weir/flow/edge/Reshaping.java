package dev.weir.flow.edge;

import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Verdict;
import java.util.ArrayList;
import java.util.List;

/// What a verdict makes of a request.
final class Reshaping {
  private Reshaping() {}

  /// The edits to the body: the verdict's, and the request for usage that a stream needs.
  ///
  /// @param model of the target
  static List<Splice> splices(Verdict verdict, Ask ask, String model) {
    List<Splice> splices = new ArrayList<>();
    if (!(verdict instanceof Verdict.Substitute) && !model.equals(ask.model())) {
      splices.add(new Splice.Model(model));
    }
    switch (verdict) {
      case Verdict.Allow _, Verdict.Refuse _ -> {}
      case Verdict.Reshape reshape -> splices.add(new Splice.MaxTokens(reshape.maxTokens()));
      case Verdict.Substitute substitute -> {
        splices.add(new Splice.Model(substitute.model()));
        substitute.maxTokens().ifPresent(tokens -> splices.add(new Splice.MaxTokens(tokens)));
      }
    }
    if (ask.needsUsageRequest()) {
      splices.add(new Splice.UsageRequest());
    }
    return splices;
  }

  /// What an answer that was shortened can use.
  static Estimate asSent(Estimate estimate, List<Splice> splices) {
    Estimate sent = estimate;
    for (Splice splice : splices) {
      if (splice instanceof Splice.MaxTokens cut) {
        sent = Estimates.cut(sent, cut.tokens());
      }
    }
    return sent;
  }
}
