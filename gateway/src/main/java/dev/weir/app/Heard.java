package dev.weir.app;

import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.health.Turn;
import dev.weir.flow.refusal.Refusal;
import java.util.List;

/// Several that hear what happens at the edge, in their order.
record Heard(List<Signals> all) implements Signals {
  Heard {
    all = List.copyOf(all);
  }

  @Override
  public void refused(CallId call, Refusal refusal, boolean recorded) {
    all.forEach(each -> each.refused(call, refusal, recorded));
  }

  @Override
  public void unknownKey(CallId call) {
    all.forEach(each -> each.unknownKey(call));
  }

  @Override
  public void turnedAway(CallId call, Refusal.Kind kind) {
    all.forEach(each -> each.turnedAway(call, kind));
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    all.forEach(each -> each.ended(reserved, ending));
  }

  @Override
  public void turned(Turn turn) {
    all.forEach(each -> each.turned(turn));
  }

  @Override
  public void bug(Throwable defect) {
    all.forEach(each -> each.bug(defect));
  }
}
