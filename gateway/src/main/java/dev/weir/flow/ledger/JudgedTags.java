package dev.weir.flow.ledger;

import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.CallFacts;
import dev.weir.flow.journal.Entry.Reserved;

/// The tags that rules match: the principal's and Weir's own.
public final class JudgedTags {
  private JudgedTags() {}

  public static Tags of(CallFacts facts, String provider, String model) {
    Tags tags =
        facts
            .principal()
            .tags()
            .with(TagNames.PROVIDER, provider)
            .with(TagNames.PURPOSE, facts.purpose());
    // A list of models is asked of no model.
    return model.isEmpty() ? tags : tags.with(TagNames.MODEL, model);
  }

  static Tags of(Reserved reserved) {
    return of(reserved.facts(), reserved.provider(), reserved.model());
  }
}
