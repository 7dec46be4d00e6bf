package dev.weir.flow.policy;

import dev.weir.flow.rule.Match;
import java.util.List;

/// One way to serve a call.
///
/// @param model its name in ladders and tags
/// @param estimate the most it can use there
/// @param matches the rules that apply to the call when it is served so: the tags `model` and
///   `provider` are this offer's
public record Offer(String model, Estimate estimate, List<Match> matches) {
  public Offer {
    matches = List.copyOf(matches);
  }
}
