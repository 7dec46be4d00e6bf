package dev.weir.flow.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.catalogue.ContextTier;
import dev.weir.flow.catalogue.Json;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.catalogue.Validity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Reads LiteLLM's `model_prices_and_context_window.json`: a map of model names, dollars per unit.
///
/// A field is a price when its name has `cost` or `pricing` in it; whichever of those no meter can
/// apply is kept as unsupported. Context tiers (`_above_200k_tokens`) are cliffs on the total
/// input. The map writes 0 for unknown often enough that a model whose token prices are all 0
/// beside another price that is not counts as incompletely priced.
public final class LitellmMap {
  /// Names of one provider under which the map files its services.
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "bedrock_converse", "bedrock",
          "text-completion-openai", "openai",
          "text-completion-codestral", "codestral",
          "azure_text", "azure",
          "cohere_chat", "cohere",
          "fireworks_ai-embedding-models", "fireworks_ai");

  /// The price of a search by the size of its context.
  static final String SEARCHES = "search_context_cost_per_query";

  private final ImportLog log;
  private final JsonNode root;

  private LitellmMap(ImportLog log, JsonNode root) {
    this.log = log;
    this.root = root;
  }

  /// @param json the file
  /// @param observedAt the day on which it was fetched
  public static Imported read(String json, LocalDate observedAt) {
    JsonNode root = Json.parse(json);
    if (!root.isObject()) {
      throw new IllegalArgumentException("litellm: an object of models is expected");
    }
    var reader = new LitellmMap(new ImportLog("litellm", observedAt), root);
    for (Map.Entry<String, JsonNode> model : root.properties()) {
      try {
        reader.model(model.getKey(), model.getValue());
      } catch (IllegalArgumentException e) {
        reader.log.rejected(model.getKey(), String.valueOf(e.getMessage()));
      }
    }
    return reader.log.done("litellm");
  }

  private void model(String key, JsonNode node) {
    if (key.equals("sample_spec")) {
      log.rejected(key, "describes the format, is no model");
      return;
    }
    if (!node.path("litellm_provider").isTextual()) {
      log.rejected(key, "names no provider");
      return;
    }
    String filed = node.path("litellm_provider").textValue();
    String provider =
        filed.startsWith("vertex_ai-") ? "vertex_ai" : PROVIDERS.getOrDefault(filed, filed);
    String id = id(provider, key);
    var cells = new ArrayList<PriceCell>();
    var unsupported = new ArrayList<Unsupported>();
    prices(key, provider, node, cells, unsupported);
    if (cells.isEmpty() && unsupported.isEmpty()) {
      log.rejected(key, "states no price");
      return;
    }
    List<NamePattern> match = id.equals(key) ? List.of() : List.of(new NamePattern.Alias(key));
    log.add(new ModelPrices(provider, id, match, limits(node), cells, flagged(cells, unsupported)));
  }

  /// The name without the provider in front, unless the map has a row of its own for that name: the
  /// two rows may differ, so both stay.
  private String id(String provider, String key) {
    if (!key.startsWith(provider + "/")) {
      return key;
    }
    String bare = key.substring(provider.length() + 1);
    return root.has(bare) ? key : bare;
  }

  private void prices(
      String key,
      String provider,
      JsonNode node,
      List<PriceCell> cells,
      List<Unsupported> unsupported) {
    String mode = node.path("mode").asText("");
    Origin origin = log.origin(node.path("source").asText(""));
    var byField = new LinkedHashMap<LitellmField, PriceCell>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String field = entry.getKey();
      JsonNode value = field.equals(SEARCHES) ? whatEach(entry.getValue()) : entry.getValue();
      if (!field.contains("cost") && !field.contains("pricing")) {
        log.ignored(field);
        continue;
      }
      var place = LitellmField.of(field, provider, mode);
      if (place.isEmpty() || !value.isNumber()) {
        String detail = field + " " + value;
        unsupported.add(log.unsupported(field, LitellmField.quantity(field), false, detail));
        continue;
      }
      if (isUnstated(place.get(), value, node)) {
        log.rejected(key + " " + field, "a cache write for 0 beside paid input, taken as unstated");
        continue;
      }
      PriceCell cell = cell(key, field, place.get(), value, origin);
      PriceCell other = byField.put(place.get(), cell);
      if (other != null && place.get().meter() == Meter.AUDIO_SECONDS) {
        byField.put(place.get(), dearer(other, cell));
      } else if (other != null && !other.price().equals(cell.price())) {
        throw new IllegalArgumentException(
            "two different prices for " + place.get().meter().label());
      }
    }
    cells.addAll(byField.values());
  }

  /// What a search costs, if that is the same whatever the size of its context; else as it is.
  private static JsonNode whatEach(JsonNode bySize) {
    List<JsonNode> prices = bySize.valueStream().distinct().toList();
    return prices.size() == 1 ? prices.getFirst() : bySize;
  }

  /// The map states the second of a recording as input, as output, or as both, and means it once.
  private static PriceCell dearer(PriceCell one, PriceCell other) {
    return one.price().amount().compareTo(other.price().amount()) >= 0 ? one : other;
  }

  /// Nobody writes to a cache for nothing while plain input costs money.
  private static boolean isUnstated(LitellmField place, JsonNode value, JsonNode model) {
    return place.meter().isCacheWrite()
        && value.decimalValue().signum() == 0
        && model.path("input_cost_per_token").decimalValue().signum() > 0;
  }

  private PriceCell cell(
      String key, String field, LitellmField place, JsonNode value, Origin origin) {
    return new PriceCell(
        place.meter(),
        place.tier(),
        new ContextTier(place.above(), false),
        log.price(key + " " + field, value.decimalValue(), 1),
        Validity.ALWAYS,
        origin);
  }

  private static List<Unsupported> flagged(List<PriceCell> cells, List<Unsupported> unsupported) {
    boolean free =
        cells.stream()
            .filter(cell -> !cell.meter().isUnit())
            .allMatch(cell -> cell.price().amount().signum() == 0);
    if (!free) {
      return unsupported;
    }
    var flagged = new ArrayList<Unsupported>();
    for (Unsupported u : unsupported) {
      flagged.add(new Unsupported(u.name(), !u.detail().matches(".* 0(\\.0*)?"), u.detail()));
    }
    for (PriceCell cell : cells) {
      if (cell.meter().isCounted() && cell.price().amount().signum() > 0) {
        flagged.add(new Unsupported(cell.meter().label(), true, "beside tokens for 0"));
      }
    }
    return flagged;
  }

  private static ModelLimits limits(JsonNode node) {
    return new ModelLimits(
        positive(node.path("max_output_tokens")),
        positive(node.path("max_input_tokens")),
        OptionalLong.empty());
  }

  private static OptionalLong positive(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToLong() && number.longValue() > 0
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }
}
