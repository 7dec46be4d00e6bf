package dev.weir.exchange.cloud;

import java.util.List;
import java.util.Optional;

/// A page of what a storage has.
///
/// @param next what to ask for the next page with; empty on the last
public record Listing(List<Stored> objects, Optional<String> next) {
  public Listing {
    objects = List.copyOf(objects);
  }
}
