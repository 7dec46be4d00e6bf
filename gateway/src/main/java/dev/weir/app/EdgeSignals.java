package dev.weir.app;

import dev.weir.flow.edge.Signals;
import dev.weir.flow.journal.Entry;
import dev.weir.flow.journal.Entry.Reserved;
import dev.weir.flow.refusal.Refusal;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Counts what happens at the edge. Thread-safe.
final class EdgeSignals implements Signals {
  private final System.Logger log;
  private final Map<Refusal.Kind, LongAdder> refused = new EnumMap<>(Refusal.Kind.class);
  private final LongAdder unrecorded = new LongAdder();
  private final LongAdder unknownKeys = new LongAdder();
  private final LongAdder ended = new LongAdder();

  EdgeSignals(System.Logger log) {
    this.log = log;
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      refused.put(kind, new LongAdder());
    }
  }

  @Override
  public void refused(Refusal.Kind kind, boolean recorded) {
    LongAdder adder = refused.get(kind);
    if (adder != null) {
      adder.increment();
    }
    if (!recorded) {
      unrecorded.increment();
    }
  }

  @Override
  public void unknownKey() {
    unknownKeys.increment();
  }

  @Override
  public void ended(Reserved reserved, Entry.Ended ending) {
    ended.increment();
  }

  @Override
  public void bug(Throwable defect) {
    log.log(System.Logger.Level.ERROR, "a defect of Weir at the edge", defect);
  }
}
