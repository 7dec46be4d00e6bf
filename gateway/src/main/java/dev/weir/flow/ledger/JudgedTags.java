package dev.weir.flow.ledger;

import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.identity.Tags.Tag;
import java.util.Set;

/// The tags that rules match: the principal's and Weir's own.
public final class JudgedTags {
  /// Those that a call has and its principal has not.
  static final Set<String> OF_THE_CALL =
      Set.of(TagNames.MODEL, TagNames.PROVIDER, TagNames.PURPOSE);

  private JudgedTags() {}

  /// An empty model, of a route that names none, is no tag.
  public static Tags of(CallFacts facts, String provider, String model) {
    Tag purpose = new Tag(TagNames.PURPOSE, facts.purpose());
    Tag served = new Tag(TagNames.PROVIDER, provider);
    Tags tags = facts.principal().tags();
    return model.isEmpty()
        ? tags.with(purpose, served)
        : tags.with(purpose, served, new Tag(TagNames.MODEL, model));
  }

  static Tags of(Reserved reserved) {
    return of(reserved.facts(), reserved.provider(), reserved.model());
  }
}
