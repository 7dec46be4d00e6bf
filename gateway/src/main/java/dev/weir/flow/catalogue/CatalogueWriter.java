package dev.weir.flow.catalogue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/// Writes Weir's own catalogue format in canonical form: fields in a fixed order, defaults left
/// out, decimals as strings without trailing zeros, the origin at every price.
final class CatalogueWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CatalogueWriter() {}

  static ObjectNode book(List<Catalogue> catalogues) {
    ObjectNode node = NODES.objectNode().put("format", CatalogueReader.BOOK_FORMAT);
    node.set("catalogues", array(catalogues, CatalogueWriter::catalogue));
    return node;
  }

  static ObjectNode catalogue(Catalogue catalogue) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("format", CatalogueReader.CATALOGUE_FORMAT)
            .put("name", catalogue.name())
            .put("kind", catalogue.imported() ? "imported" : "own");
    node.set("models", array(catalogue.models(), CatalogueWriter::model));
    node.set("contracts", array(catalogue.contracts(), CatalogueWriter::contract));
    putUnlessEmpty(node, "rates", array(catalogue.rates(), CatalogueWriter::rate));
    return node;
  }

  private static ObjectNode rate(ExchangeRate rate) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("currency", rate.currency())
            .put("usd", rate.usd().toPlainString())
            .put("date", rate.day().toString());
    putOrigin(node, rate.origin());
    return node;
  }

  private static ObjectNode model(ModelPrices model) {
    ObjectNode node = NODES.objectNode().put("provider", model.provider()).put("id", model.id());
    putUnlessEmpty(node, "match", array(model.match(), CatalogueWriter::pattern));
    ObjectNode limits = NODES.objectNode();
    put(limits, "input_max", model.limits().inputMax());
    put(limits, "output_max", model.limits().outputMax());
    put(limits, "tokens_per_image_max", model.limits().tokensPerImageMax());
    if (!limits.isEmpty()) {
      node.set("limits", limits);
    }
    node.set("prices", array(model.cells(), CatalogueWriter::cell));
    putUnlessEmpty(node, "uplifts", array(model.uplifts(), CatalogueWriter::uplift));
    putUnlessEmpty(node, "unsupported", array(model.unsupported(), CatalogueWriter::unsupported));
    return node;
  }

  private static ObjectNode cell(PriceCell cell) {
    ObjectNode node = NODES.objectNode().put("meter", cell.meter().label());
    if (cell.tier() != ServiceTier.STANDARD) {
      node.put("tier", cell.tier().label());
    }
    putUnlessBlank(node, "scope", cell.scope());
    putContext(node, cell.context());
    putPrice(node, cell.price());
    putUnlessZero(node, "minimum_units", cell.allotment().minimum());
    putUnlessZero(node, "free_units", cell.allotment().free());
    putDates(node, cell.validity(), cell.origin());
    return node;
  }

  private static ObjectNode uplift(Uplift uplift) {
    ObjectNode node =
        NODES
            .objectNode()
            .put("scope", uplift.scope())
            .put("factor", uplift.factor().toPlainString());
    putUnlessEmpty(node, "meters", names(labels(uplift.meters())));
    putDates(node, uplift.validity(), uplift.origin());
    return node;
  }

  private static List<String> labels(Set<Meter> meters) {
    return meters.stream().sorted().map(Meter::label).toList();
  }

  private static ObjectNode unsupported(Unsupported unsupported) {
    return NODES
        .objectNode()
        .put("name", unsupported.name())
        .put("affects", unsupported.everyCharge() ? "every_charge" : "reported_quantity")
        .put("detail", unsupported.detail());
  }

  private static ObjectNode contract(ContractTerm term) {
    ObjectNode node = NODES.objectNode().put("provider", term.provider());
    putUnlessEmpty(node, "match", array(term.match(), CatalogueWriter::pattern));
    putUnlessEmpty(node, "meters", names(labels(term.meters())));
    putUnlessEmpty(
        node, "tiers", names(term.tiers().stream().sorted().map(ServiceTier::label).toList()));
    switch (term.terms()) {
      case ContractTerm.Discount discount ->
          node.put("discount_percent", discount.percent().toPlainString());
      case ContractTerm.Fixed fixed -> {
        putContext(node, fixed.context());
        putPrice(node, fixed.price());
      }
    }
    putDates(node, term.validity(), term.origin());
    return node;
  }

  private static ObjectNode pattern(NamePattern pattern) {
    ObjectNode node = NODES.objectNode();
    return switch (pattern) {
      case NamePattern.Exact p -> node.put("exact", p.name());
      case NamePattern.Alias p -> node.put("alias", p.name());
      case NamePattern.Dated p -> node.put("dated", p.name());
      case NamePattern.StartsWith p -> node.put("starts_with", p.text());
      case NamePattern.EndsWith p -> node.put("ends_with", p.text());
      case NamePattern.Contains p -> node.put("contains", p.text());
      case NamePattern.Regex p -> node.put("regex", p.pattern().pattern());
      case NamePattern.AnyOf p -> node.set("or", array(p.patterns(), CatalogueWriter::pattern));
      case NamePattern.AllOf p -> node.set("and", array(p.patterns(), CatalogueWriter::pattern));
    };
  }

  private static void putContext(ObjectNode node, ContextTier context) {
    if (context.aboveInputTokens() > 0) {
      node.put("above_input_tokens", context.aboveInputTokens())
          .put("context_tier", context.graduated() ? "graduated" : "cliff");
    }
  }

  private static void putPrice(ObjectNode node, UnitPrice price) {
    if (price.isInDollars()) {
      node.put("usd", price.amount().toPlainString());
    } else {
      node.put("amount", price.amount().toPlainString()).put("currency", price.currency());
    }
    node.put("per", price.per());
  }

  private static void putDates(ObjectNode node, Validity validity, Origin origin) {
    validity.from().map(Instant::toString).ifPresent(from -> node.put("effective_from", from));
    validity.to().map(Instant::toString).ifPresent(to -> node.put("effective_to", to));
    validity
        .daily()
        .ifPresent(daily ->
            node.put("daily_from", daily.from().toString()).put("daily_to", daily.to().toString()));
    putOrigin(node, origin);
  }

  private static void putOrigin(ObjectNode node, Origin origin) {
    putUnlessBlank(node, "source", origin.source());
    origin.observedAt().map(LocalDate::toString).ifPresent(day -> node.put("observed_at", day));
    putUnlessBlank(node, "evidence", origin.evidence());
  }

  private static void putUnlessBlank(ObjectNode node, String name, String value) {
    if (!value.isEmpty()) {
      node.put(name, value);
    }
  }

  private static void putUnlessZero(ObjectNode node, String name, long value) {
    if (value != 0) {
      node.put(name, value);
    }
  }

  private static void put(ObjectNode node, String name, OptionalLong value) {
    value.ifPresent(number -> node.put(name, number));
  }

  private static void putUnlessEmpty(ObjectNode node, String name, ArrayNode array) {
    if (!array.isEmpty()) {
      node.set(name, array);
    }
  }

  private static ArrayNode names(List<String> names) {
    ArrayNode array = NODES.arrayNode();
    names.forEach(array::add);
    return array;
  }

  private static <T> ArrayNode array(List<T> values, Function<T, ObjectNode> write) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(write.apply(value)));
    return array;
  }
}
