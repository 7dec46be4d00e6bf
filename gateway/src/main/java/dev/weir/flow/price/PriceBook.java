package dev.weir.flow.price;

import java.time.Instant;

/// All prices in force, as one immutable version. Thread-safe; a look-up allocates nothing when it
/// repeats.
public interface PriceBook {

  /// Names this version: a hash of its content.
  String version();

  /// The tariff for a model of a provider at an instant.
  PriceLookup find(String provider, String model, Instant at);
}
