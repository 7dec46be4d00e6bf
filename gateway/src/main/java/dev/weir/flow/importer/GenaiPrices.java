package dev.weir.flow.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.flow.catalogue.ContextTier;
import dev.weir.flow.catalogue.DailyWindow;
import dev.weir.flow.catalogue.Json;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.NamePattern;
import dev.weir.flow.catalogue.Origin;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.catalogue.ServiceTier;
import dev.weir.flow.catalogue.Unsupported;
import dev.weir.flow.catalogue.Validity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Reads the `data.json` of pydantic/genai-prices: providers with models, dollars per million.
///
/// Its context tiers are cliffs on the total input, with `>`. Of conditional prices, those by start
/// date become effective dates, those by time of day windows of the day.
public final class GenaiPrices {
  private final ImportLog log;

  private GenaiPrices(ImportLog log) {
    this.log = log;
  }

  /// @param json the file
  /// @param observedAt the day on which it was fetched
  public static Imported read(String json, LocalDate observedAt) {
    JsonNode root = Json.parse(json);
    if (!root.isArray()) {
      throw new IllegalArgumentException("genai-prices: an array of providers is expected");
    }
    var reader = new GenaiPrices(new ImportLog("genai-prices", observedAt));
    for (JsonNode provider : root) {
      reader.provider(provider);
    }
    return reader.log.done("genai-prices");
  }

  private void provider(JsonNode node) {
    String provider = node.path("id").asText();
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!field.equals("id") && !field.equals("models")) {
            log.ignored("provider." + field);
          }
        });
    String page = node.path("pricing_urls").path(0).asText("");
    for (JsonNode model : node.path("models")) {
      String what = provider + "/" + model.path("id").asText();
      try {
        model(provider, what, model, page);
      } catch (IllegalArgumentException | DateTimeException e) {
        log.rejected(what, String.valueOf(e.getMessage()));
      }
    }
  }

  private void model(String provider, String what, JsonNode node, String page) {
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!List.of("id", "match", "prices", "context_window", "price_comments")
              .contains(field)) {
            log.ignored("model." + field);
          }
        });
    var unsupported = new LinkedHashMap<String, Unsupported>();
    String comment = node.path("price_comments").asText("");
    Origin origin = log.origin(comment.isEmpty() ? page : comment);
    List<PriceCell> cells = prices(what, node.path("prices"), origin, unsupported);
    if (cells.isEmpty() && unsupported.isEmpty()) {
      log.rejected(what, "states no price");
      return;
    }
    JsonNode window = node.path("context_window");
    var limits =
        new ModelLimits(
            OptionalLong.empty(),
            window.longValue() > 0 ? OptionalLong.of(window.longValue()) : OptionalLong.empty(),
            OptionalLong.empty());
    log.add(
        new ModelPrices(
            provider,
            node.path("id").asText(),
            List.of(pattern(node.path("match"))),
            limits,
            cells,
            List.copyOf(unsupported.values())));
  }

  private List<PriceCell> prices(
      String what, JsonNode node, Origin origin, Map<String, Unsupported> unsupported) {
    if (!node.isArray()) {
      return cells(what, node, Validity.ALWAYS, origin, unsupported);
    }
    if (has(node, "start_time") || has(node, "end_time")) {
      return daily(what, node, origin, unsupported);
    }
    return dated(what, node, origin, unsupported);
  }

  /// Each set of prices holds from its own start date to the next one's.
  private List<PriceCell> dated(
      String what, JsonNode sets, Origin origin, Map<String, Unsupported> unsupported) {
    var starts = new ArrayList<Map.Entry<Instant, JsonNode>>();
    for (JsonNode set : sets) {
      JsonNode constraint = set.path("constraint");
      constraint
          .fieldNames()
          .forEachRemaining(field -> {
            if (!field.equals("start_date")) {
              throw new IllegalArgumentException("unknown price constraint " + field);
            }
          });
      starts.add(Map.entry(start(constraint), set.path("prices")));
    }
    starts.sort(Map.Entry.comparingByKey());
    var cells = new ArrayList<PriceCell>();
    for (int i = 0; i < starts.size(); i++) {
      Instant from = starts.get(i).getKey();
      var validity =
          new Validity(
              from.equals(Instant.MIN) ? Optional.empty() : Optional.of(from),
              i + 1 < starts.size() ? Optional.of(starts.get(i + 1).getKey()) : Optional.empty());
      cells.addAll(cells(what, starts.get(i).getValue(), validity, origin, unsupported));
    }
    return cells;
  }

  private static Instant start(JsonNode constraint) {
    JsonNode date = constraint.path("start_date");
    return date.isTextual()
        ? LocalDate.parse(date.textValue()).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.MIN;
  }

  /// Each set holds in its part of the day (UTC), the one without any in the rest.
  private List<PriceCell> daily(
      String what, JsonNode sets, Origin origin, Map<String, Unsupported> unsupported) {
    var windows = new TreeMap<LocalTime, DailyWindow>();
    var cells = new ArrayList<PriceCell>();
    JsonNode rest = MissingNode.getInstance();
    for (JsonNode set : sets) {
      JsonNode constraint = set.path("constraint");
      if (constraint.has("start_date")) {
        throw new IllegalArgumentException("prices by date and by time of day together");
      }
      if (constraint.isMissingNode() || constraint.isNull()) {
        rest = set.path("prices");
        continue;
      }
      var window = new DailyWindow(time(constraint, "start_time"), time(constraint, "end_time"));
      windows.put(window.from(), window);
      cells.addAll(
          cells(what, set.path("prices"), Validity.ALWAYS.within(window), origin, unsupported));
    }
    if (!rest.isMissingNode()) {
      for (DailyWindow gap : gaps(List.copyOf(windows.values()))) {
        cells.addAll(cells(what, rest, Validity.ALWAYS.within(gap), origin, unsupported));
      }
    }
    return cells;
  }

  private static LocalTime time(JsonNode constraint, String field) {
    return OffsetTime.parse(constraint.path(field).asText())
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toLocalTime();
  }

  /// What the windows leave of a day; they begin one after the other.
  private static List<DailyWindow> gaps(List<DailyWindow> windows) {
    var gaps = new ArrayList<DailyWindow>();
    for (int i = 0; i < windows.size(); i++) {
      LocalTime end = windows.get(i).to();
      LocalTime next = windows.get((i + 1) % windows.size()).from();
      if (!end.equals(next)) {
        gaps.add(new DailyWindow(end, next));
      }
    }
    return gaps;
  }

  private static boolean has(JsonNode sets, String constraint) {
    for (JsonNode set : sets) {
      if (set.path("constraint").has(constraint)) {
        return true;
      }
    }
    return false;
  }

  private List<PriceCell> cells(
      String what,
      JsonNode prices,
      Validity validity,
      Origin origin,
      Map<String, Unsupported> unsupported) {
    var cells = new ArrayList<PriceCell>();
    for (Map.Entry<String, JsonNode> price : prices.properties()) {
      String field = price.getKey();
      if (field.equals("cache_write_mtok") && prices.has("cache_write_5m_mtok")) {
        if (!price.getValue().equals(prices.path("cache_write_5m_mtok"))) {
          unsupported.put(field, log.unsupported(field, field, false, price.getValue().toString()));
        }
        continue;
      }
      Optional<GenaiField> meant = GenaiField.of(field);
      if (meant.isEmpty()) {
        String detail = field + " " + price.getValue();
        unsupported.put(field, log.unsupported(field, field, false, detail));
        continue;
      }
      for (Map.Entry<Long, BigDecimal> step : steps(price.getValue()).entrySet()) {
        cells.add(
            new PriceCell(
                meant.get().meter(),
                ServiceTier.STANDARD,
                new ContextTier(step.getKey(), false),
                log.price(what + " " + field, step.getValue(), meant.get().per()),
                validity,
                origin));
      }
    }
    return cells;
  }

  /// Prices by the input size above which they hold.
  private static Map<Long, BigDecimal> steps(JsonNode price) {
    if (price.isNumber()) {
      return Map.of(0L, price.decimalValue());
    }
    if (!price.path("base").isNumber() || !price.path("tiers").isArray()) {
      throw new IllegalArgumentException("price is neither a number nor a base with tiers");
    }
    var steps = new LinkedHashMap<Long, BigDecimal>();
    steps.put(0L, price.path("base").decimalValue());
    for (JsonNode tier : price.path("tiers")) {
      JsonNode start = tier.path("start");
      if (!start.isIntegralNumber() || !tier.path("price").isNumber()) {
        throw new IllegalArgumentException("a tier needs a whole start and a price, was " + tier);
      }
      steps.put(start.longValue(), tier.path("price").decimalValue());
    }
    return steps;
  }

  private static NamePattern pattern(JsonNode match) {
    if (!match.isObject() || match.size() != 1) {
      throw new IllegalArgumentException("a match has one field, was " + match);
    }
    String kind = match.fieldNames().next();
    JsonNode value = match.path(kind);
    return switch (kind) {
      case "equals" -> new NamePattern.Alias(value.asText());
      case "starts_with" -> new NamePattern.StartsWith(value.asText());
      case "ends_with" -> new NamePattern.EndsWith(value.asText());
      case "contains" -> new NamePattern.Contains(value.asText());
      case "regex" -> NamePattern.Regex.parse(value.asText(), "match");
      case "or" -> new NamePattern.AnyOf(value.valueStream().map(GenaiPrices::pattern).toList());
      case "and" -> new NamePattern.AllOf(value.valueStream().map(GenaiPrices::pattern).toList());
      default -> throw new IllegalArgumentException("unknown kind of match " + kind);
    };
  }
}
