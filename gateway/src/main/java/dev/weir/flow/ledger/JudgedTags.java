package dev.weir.flow.ledger;

import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.journal.CallFacts;
import dev.weir.flow.journal.Entry.Reserved;

/// The tags that rules match: the principal's and Weir's own.
public final class JudgedTags {
  private JudgedTags() {}

  public static Tags of(CallFacts facts, String provider, String model) {
    return facts
        .principal()
        .tags()
        .with(TagNames.PROVIDER, provider)
        .with(TagNames.MODEL, model)
        .with(TagNames.PURPOSE, facts.purpose());
  }

  static Tags of(Reserved reserved) {
    return of(reserved.facts(), reserved.provider(), reserved.model());
  }
}
