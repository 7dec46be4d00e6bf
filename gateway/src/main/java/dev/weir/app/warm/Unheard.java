package dev.weir.app.warm;

import dev.weir.base.log.LogLine;
import dev.weir.flow.edge.Signals;

/// Signals of calls that nobody made: in no metric; only a defect is worth a word.
record Unheard(System.Logger log) implements Signals {

  @Override
  public void bug(Throwable defect) {
    log.log(
        System.Logger.Level.ERROR,
        LogLine.defect(
            "defect while warming up", "a defect of Weir, seen while warming up", defect));
  }
}
