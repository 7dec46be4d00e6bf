package dev.weir.exchange.focus;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Who sells a provider's service, who runs it, and what it is called.
///
/// @param name sells it and sends the invoice
/// @param host runs it
record Seller(String name, String host, String service) {
  private static final Map<String, Seller> KNOWN =
      Resource.lines("sellers.csv").stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  List::getFirst, cells -> new Seller(cells.get(1), cells.get(2), cells.get(3))));
  private static final Map<String, String> PUBLISHERS =
      Resource.lines("publishers.csv").stream()
          .collect(Collectors.toUnmodifiableMap(List::getFirst, List::getLast));

  /// @param provider its name in the price book; one that no table names is its own seller
  static Seller of(String provider) {
    Seller known = KNOWN.get(provider);
    return known == null ? new Seller(provider, provider, provider) : known;
  }

  /// Who made a model: known by a whole word of its name; else the seller.
  String publisherOf(String model) {
    for (String word : model.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
      String publisher = PUBLISHERS.get(word);
      if (publisher != null) {
        return publisher;
      }
    }
    return name;
  }
}
