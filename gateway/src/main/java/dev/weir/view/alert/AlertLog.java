package dev.weir.view.alert;

import dev.weir.flow.ledger.Alert;
import dev.weir.view.person.Pseudonyms;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Writes alerts to the log, at once. Thread-safe.
public final class AlertLog implements Consumer<Alert> {
  private final System.Logger log;
  private final Pseudonyms users;
  private final LongAdder delivered = new LongAdder();

  public AlertLog(System.Logger log, Pseudonyms users) {
    this.log = log;
    this.users = users;
  }

  @Override
  public void accept(Alert alert) {
    String json = AlertText.of(alert, users).json();
    log.log(System.Logger.Level.WARNING, () -> "alert " + json);
    delivered.increment();
  }

  SinkStanding standing() {
    return new SinkStanding("log", delivered.sum(), 0, 0, Optional.empty(), Optional.empty());
  }
}
