package dev.weir.flow.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads Weir's own catalogue format, described in docs/pricing.md.
final class CatalogueReader {
  static final String CATALOGUE_FORMAT = "weir-prices/1";
  static final String BOOK_FORMAT = "weir-price-book/1";

  private CatalogueReader() {}

  static List<Catalogue> book(JsonNode node) {
    var fields = new Fields(node, "book");
    return fields.done(f -> {
      requireFormat(f, BOOK_FORMAT);
      return f.list("catalogues", CatalogueReader::catalogue);
    });
  }

  static Catalogue catalogue(JsonNode node) {
    return catalogue(node, "catalogue");
  }

  private static Catalogue catalogue(JsonNode node, String place) {
    return new Fields(node, place).done(CatalogueReader::catalogue);
  }

  private static Catalogue catalogue(Fields f) {
    requireFormat(f, CATALOGUE_FORMAT);
    boolean imported =
        switch (f.optionalText("kind").orElse("own")) {
          case "own" -> false;
          case "imported" -> true;
          case String other -> throw f.bad("kind must be own or imported, was " + other);
        };
    Origin origin =
        f.object("origin")
            .map(o -> o.done(x -> origin(x, Origin.UNSTATED)))
            .orElse(Origin.UNSTATED);
    return new Catalogue(
        f.text("name"),
        imported,
        f.list("models", (n, p) -> new Fields(n, p).done(m -> model(m, origin))),
        f.list("contracts", (n, p) -> new Fields(n, p).done(c -> contract(c, origin))),
        f.list("rates", (n, p) -> new Fields(n, p).done(r -> rate(r, origin))));
  }

  private static ExchangeRate rate(Fields f, Origin catalogueOrigin) {
    return new ExchangeRate(
        f.text("currency"),
        f.decimal("usd"),
        f.date("date").orElseThrow(() -> f.bad("date is missing")),
        origin(f, catalogueOrigin));
  }

  private static void requireFormat(Fields f, String expected) {
    String format = f.text("format");
    if (!format.equals(expected)) {
      throw f.bad("format must be %s, was %s".formatted(expected, format));
    }
  }

  private static ModelPrices model(Fields f, Origin catalogueOrigin) {
    Origin origin = origin(f, catalogueOrigin);
    return new ModelPrices(
        f.text("provider"),
        f.text("id"),
        f.list("match", (n, p) -> pattern(n, p, true)),
        f.object("limits").map(o -> o.done(CatalogueReader::limits)).orElse(ModelLimits.UNSTATED),
        f.list("prices", (n, p) -> new Fields(n, p).done(c -> cell(c, origin))),
        f.list("uplifts", (n, p) -> new Fields(n, p).done(u -> uplift(u, origin))),
        f.list("unsupported", (n, p) -> new Fields(n, p).done(CatalogueReader::unsupported)));
  }

  private static ModelLimits limits(Fields f) {
    return new ModelLimits(
        f.optionalLong("output_max"),
        f.optionalLong("input_max"),
        f.optionalLong("tokens_per_image_max"));
  }

  private static PriceCell cell(Fields f, Origin modelOrigin) {
    return new PriceCell(
        f.constant("meter", Meter.class).orElseThrow(() -> f.bad("meter is missing")),
        f.constant("tier", ServiceTier.class).orElse(ServiceTier.STANDARD),
        f.optionalText("scope").orElse(""),
        context(f),
        unitPrice(f),
        new Allotment(
            f.optionalLong("minimum_units").orElse(0), f.optionalLong("free_units").orElse(0)),
        validity(f),
        origin(f, modelOrigin));
  }

  private static Uplift uplift(Fields f, Origin modelOrigin) {
    return new Uplift(
        f.text("scope"), f.decimal("factor"), meters(f), validity(f), origin(f, modelOrigin));
  }

  private static Set<Meter> meters(Fields f) {
    Set<Meter> meters = EnumSet.noneOf(Meter.class);
    meters.addAll(f.list("meters", (n, p) -> f.constantOf(p, n.asText(), Meter.class)));
    return meters;
  }

  private static UnitPrice unitPrice(Fields f) {
    long per = f.optionalLong("per").orElseThrow(() -> f.bad("per is missing"));
    if (f.has("usd") == f.has("amount")) {
      throw f.bad("a price is either usd, or amount and currency");
    }
    return f.has("usd")
        ? new UnitPrice(f.decimal("usd"), per)
        : new UnitPrice(f.decimal("amount"), f.text("currency"), per);
  }

  /// A threshold without its semantics would be a guess about money, so both are required.
  private static ContextTier context(Fields f) {
    long above = f.optionalLong("above_input_tokens").orElse(0);
    Optional<String> kind = f.optionalText("context_tier");
    if (kind.isPresent() != above > 0) {
      throw f.bad("context_tier (cliff or graduated) and above_input_tokens go together");
    }
    return switch (kind.orElse("cliff")) {
      case "cliff" -> new ContextTier(above, false);
      case "graduated" -> new ContextTier(above, true);
      case String other -> throw f.bad("context_tier must be cliff or graduated, was " + other);
    };
  }

  private static Validity validity(Fields f) {
    if (f.has("daily_from") != f.has("daily_to")) {
      throw f.bad("daily_from and daily_to go together");
    }
    Optional<DailyWindow> daily =
        f.time("daily_from")
            .flatMap(from -> f.time("daily_to").map(to -> new DailyWindow(from, to)));
    return new Validity(f.instant("effective_from"), f.instant("effective_to"), daily);
  }

  private static Origin origin(Fields f, Origin fallback) {
    return new Origin(
        f.optionalText("source").orElse(fallback.source()),
        f.date("observed_at").or(fallback::observedAt),
        f.optionalText("evidence").orElse(fallback.evidence()));
  }

  private static Unsupported unsupported(Fields f) {
    boolean everyCharge =
        switch (f.text("affects")) {
          case "every_charge" -> true;
          case "reported_quantity" -> false;
          case String other ->
              throw f.bad("affects must be every_charge or reported_quantity, was " + other);
        };
    return new Unsupported(f.text("name"), everyCharge, f.optionalText("detail").orElse(""));
  }

  private static ContractTerm contract(Fields f, Origin catalogueOrigin) {
    Set<ServiceTier> tiers = EnumSet.noneOf(ServiceTier.class);
    tiers.addAll(f.list("tiers", (n, p) -> f.constantOf(p, n.asText(), ServiceTier.class)));
    boolean discount = f.has("discount_percent");
    if (discount == (f.has("usd") || f.has("amount"))) {
      throw f.bad("a contract has either discount_percent, or usd, or amount and currency");
    }
    ContractTerm.Terms terms =
        discount
            ? new ContractTerm.Discount(f.decimal("discount_percent"))
            : new ContractTerm.Fixed(unitPrice(f), context(f));
    return new ContractTerm(
        f.text("provider"),
        f.list("match", (n, p) -> pattern(n, p, false)),
        meters(f),
        tiers,
        terms,
        validity(f),
        origin(f, catalogueOrigin));
  }

  /// @param ofModel in a model's own list `exact` is the id already, other names are aliases
  private static NamePattern pattern(JsonNode node, String place, boolean ofModel) {
    if (!node.isObject() || node.size() != 1) {
      throw new IllegalArgumentException(place + ": a pattern is an object with one field");
    }
    String kind = node.fieldNames().next();
    var f = new Fields(node, place);
    return switch (kind) {
      case "exact" ->
          ofModel ? new NamePattern.Alias(f.text(kind)) : new NamePattern.Exact(f.text(kind));
      case "alias" -> new NamePattern.Alias(f.text(kind));
      case "dated" -> new NamePattern.Dated(f.text(kind));
      case "starts_with" -> new NamePattern.StartsWith(f.text(kind));
      case "ends_with" -> new NamePattern.EndsWith(f.text(kind));
      case "contains" -> new NamePattern.Contains(f.text(kind));
      case "regex" -> NamePattern.Regex.parse(f.text(kind), place);
      case "or" -> new NamePattern.AnyOf(f.list(kind, (n, p) -> pattern(n, p, ofModel)));
      case "and" -> new NamePattern.AllOf(f.list(kind, (n, p) -> pattern(n, p, ofModel)));
      default -> throw f.bad("unknown kind of pattern " + kind);
    };
  }
}
