package dev.weir.flow.dialect;

import dev.weir.base.wire.Cuts;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.TopMembers;
import java.util.ArrayList;
import java.util.List;

/// Finds what a [Splice.Guise] takes out of a body, and where it puts what it adds. Members that
/// stand together go together, with one comma.
final class GuiseCuts {
  private GuiseCuts() {}

  /// @param members behind the body's opening bracket
  static Cuts cuts(byte[] body, int members, Splice.Guise guise) {
    Cuts cuts = new Cuts();
    TopMembers member = new TopMembers();
    member.over(body, 0, body.length);
    int goesFrom = -1;
    int goesTo = -1;
    int keptTo = -1;
    while (member.next()) {
      if (!guise.keeps(name(member))) {
        goesFrom = goesFrom < 0 ? member.from() : goesFrom;
        goesTo = member.to();
        continue;
      }
      if (goesFrom >= 0) {
        cuts.remove(goesFrom, member.from());
        goesFrom = -1;
      }
      keptTo = member.to();
    }
    if (goesFrom >= 0) {
      cuts.remove(keptTo < 0 ? goesFrom : keptTo, goesTo);
    }
    if (!guise.with().isEmpty()) {
      cuts.insert(members, added(guise) + (keptTo < 0 ? "" : ","));
    }
    return cuts;
  }

  private static String name(TopMembers member) {
    try {
      return member.name();
    } catch (JsonFault fault) {
      throw new IllegalStateException("a body that was read has a name that is none", fault);
    }
  }

  private static String added(Splice.Guise guise) {
    List<String> added = new ArrayList<>();
    guise.with().forEach((name, value) -> added.add(JsonOutput.quoted(name) + ":" + value));
    return String.join(",", added);
  }
}
