package dev.weir.flow.agreement;

import dev.weir.flow.catalogue.Meter;

/// Which lines of charges count tokens of a call's input or output.
final class TokenMeters {
  private TokenMeters() {}

  static boolean has(String meter) {
    return Meter.named(meter).filter(known -> !known.isUnit()).isPresent();
  }
}
