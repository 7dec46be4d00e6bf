package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The catalogue the tests publish, and what usage costs by it: an own computation with
/// `BigDecimal`, which shares nothing with the gateway's.
record PriceSheet(String catalogue, Map<String, Map<String, BigDecimal>> usdPerToken) {
  private static final Set<String> STANDARD = Set.of("meter", "usd", "per");

  /// The catalogue in this package's resources: standard tier, no context tiers.
  static PriceSheet ofTests() {
    try (InputStream file = PriceSheet.class.getResourceAsStream("prices.json")) {
      return of(
          new String(
              Objects.requireNonNull(file, "prices.json").readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("prices.json cannot be read", e);
    }
  }

  /// The catalogue that comes with Weir.
  static PriceSheet ofStarter() throws IOException {
    return of(
        Files.readString(Checkout.root().resolve("gateway/src/main/resources/weir-prices.json")));
  }

  /// Reads what a catalogue says of the standard tier and the shortest contexts.
  static PriceSheet of(String catalogue) {
    Map<String, Map<String, BigDecimal>> prices = new HashMap<>();
    for (JsonNode model : Web.json(catalogue).path("models")) {
      Map<String, BigDecimal> meters = new HashMap<>();
      for (JsonNode price : model.path("prices")) {
        if (!STANDARD.containsAll(names(price))) {
          continue;
        }
        BigDecimal usd = new BigDecimal(price.path("usd").asText());
        BigDecimal per = new BigDecimal(price.path("per").asText());
        meters.put(price.path("meter").asText(), usd.divide(per));
      }
      prices.put(model.path("id").asText(), meters);
    }
    return new PriceSheet(catalogue, prices);
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// What a served row costs.
  BigDecimal cost(BookRow row) {
    return cost(row.model(), row);
  }

  /// What a row costs that was served under another name than the model has here.
  BigDecimal cost(String model, BookRow row) {
    long plain = row.input() - row.cacheRead() - row.cacheWrite5m() - row.cacheWrite1h();
    return part(model, "input", plain)
        .add(part(model, "cache_read", row.cacheRead()))
        .add(part(model, "cache_write_5m", row.cacheWrite5m()))
        .add(part(model, "cache_write_1h", row.cacheWrite1h()))
        .add(part(model, "output", row.output()));
  }

  /// What plain tokens cost at a model.
  BigDecimal cost(String model, long input, long output) {
    return part(model, "input", input).add(part(model, "output", output));
  }

  private BigDecimal part(String model, String meter, long tokens) {
    if (tokens == 0) {
      return BigDecimal.ZERO;
    }
    Map<String, BigDecimal> meters = usdPerToken.get(model);
    BigDecimal usd = meters == null ? null : meters.get(meter);
    if (usd == null) {
      throw new AssertionError(
          "the test's catalogue has no %s price of %s".formatted(meter, model));
    }
    return usd.multiply(BigDecimal.valueOf(tokens));
  }
}
