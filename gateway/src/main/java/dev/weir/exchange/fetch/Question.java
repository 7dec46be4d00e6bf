package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Reading.Period;

/// What one report says of some days.
record Question<R extends Report>(Source source, R report, Period days) {

  /// For messages.
  @Override
  public String toString() {
    return "%s of %s to %s".formatted(source.file(report), days.from(), days.to().minusDays(1));
  }
}
