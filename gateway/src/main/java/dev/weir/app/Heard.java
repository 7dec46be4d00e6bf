package dev.weir.app;

import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.refusal.Refusal;
import java.util.List;

/// Several that hear what happens at the edge, in their order.
record Heard(List<Signals> all) implements Signals {
  Heard {
    all = List.copyOf(all);
  }

  @Override
  public void refused(Refusal.Kind kind, boolean recorded) {
    all.forEach(each -> each.refused(kind, recorded));
  }

  @Override
  public void unknownKey() {
    all.forEach(Signals::unknownKey);
  }

  @Override
  public void turnedAway(Refusal.Kind kind) {
    all.forEach(each -> each.turnedAway(kind));
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    all.forEach(each -> each.ended(reserved, ending));
  }

  @Override
  public void bug(Throwable defect) {
    all.forEach(each -> each.bug(defect));
  }
}
