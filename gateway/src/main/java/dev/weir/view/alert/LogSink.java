package dev.weir.view.alert;

import java.util.concurrent.atomic.LongAdder;

/// Writes alerts to the log.
final class LogSink implements Sink {
  private final System.Logger log;
  private final LongAdder delivered = new LongAdder();

  LogSink(System.Logger log) {
    this.log = log;
  }

  @Override
  public void tell(String json) {
    log.log(System.Logger.Level.WARNING, () -> "alert " + json);
    delivered.increment();
  }

  @Override
  public SinkStanding standing() {
    return new SinkStanding("log", delivered.sum(), 0, 0, 0);
  }
}
