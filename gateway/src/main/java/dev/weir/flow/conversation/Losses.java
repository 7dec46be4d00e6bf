package dev.weir.flow.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What of one request its target cannot carry: let go where the operator said so, else refused.
/// One thread.
public final class Losses {
  private final FieldNames names;
  private final Set<String> mayDrop;
  private final List<Loss> refused = new ArrayList<>();
  private final List<Loss> dropped = new ArrayList<>();

  /// @param names of the wire that asks
  /// @param mayDrop fields the operator lets go, by the caller's names without indexes
  public Losses(FieldNames names, Set<String> mayDrop) {
    this.names = names;
    this.mayDrop = Set.copyOf(mayDrop);
  }

  public void lost(Feature feature, String why) {
    lost(new Loss(names.of(feature), why));
  }

  public void lost(Feature feature, Turn turn, String why) {
    lost(new Loss(names.of(feature), turn.at(), why));
  }

  /// A member that the caller's wire has and a [Conversation] has not.
  public void lost(String field, String why) {
    lost(new Loss(field, why));
  }

  /// The same within an element of the caller's list of turns.
  public void lost(String field, int turn, String why) {
    lost(new Loss(field, turn, why));
  }

  private void lost(Loss loss) {
    (mayDrop.contains(loss.field()) ? dropped : refused).add(loss);
  }

  /// In the order they were found.
  public List<Loss> refused() {
    return List.copyOf(refused);
  }

  public List<Loss> dropped() {
    return List.copyOf(dropped);
  }
}
