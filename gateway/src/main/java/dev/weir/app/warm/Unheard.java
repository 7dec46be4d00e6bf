package dev.weir.app.warm;

import dev.weir.base.log.LogLine;
import dev.weir.flow.edge.Signals;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.health.Turn;
import dev.weir.flow.refusal.Refusal;

/// Signals of calls that nobody made: in no metric; only a defect is worth a word.
record Unheard(System.Logger log) implements Signals {
  @Override
  public void refused(CallId call, Refusal refusal, boolean recorded) {}

  @Override
  public void unknownKey(CallId call) {}

  @Override
  public void turnedAway(CallId call, Refusal.Kind kind) {}

  @Override
  public void ended(Entry.Reserved reserved, Entry.Ended ending) {}

  @Override
  public void turned(Turn turn) {}

  @Override
  public void bug(Throwable defect) {
    log.log(
        System.Logger.Level.ERROR,
        LogLine.defect(
            "defect while warming up", "a defect of Weir, seen while warming up", defect));
  }
}
