package dev.weir.flow.conversation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What of one request its target cannot carry: let go where the operator said so, else refused.
/// One thread.
public final class Losses {
  private static final int SAID_MAX = 10;

  private final FieldNames names;
  private final Set<String> mayDrop;
  private final List<Loss> refused = new ArrayList<>();
  private final List<Loss> dropped = new ArrayList<>();
  private final Set<String> letGo = new HashSet<>();
  private int unsaid;

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
    if (!mayDrop.contains(loss.field())) {
      unsaid += refused.size() < SAID_MAX ? 0 : 1;
      keep(loss, refused);
    } else if (letGo.add(loss.field())) {
      dropped.add(loss);
    }
  }

  private static void keep(Loss loss, List<Loss> in) {
    if (in.size() < SAID_MAX) {
      in.add(loss.shortened());
    }
  }

  /// How many are not among those that are [refused][#refused].
  public int unsaid() {
    return unsaid;
  }

  /// In the order they were found, the first of many.
  public List<Loss> refused() {
    return List.copyOf(refused);
  }

  /// Each field once.
  public List<Loss> dropped() {
    return List.copyOf(dropped);
  }
}
