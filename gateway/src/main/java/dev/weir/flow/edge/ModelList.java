package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.name.Names;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Tells a caller which names it may ask for: `GET /v1/models` and Gemini's, of all routes and
/// aliases, of all prompts, of all providers of its dialect, and of those that its conversations
/// are translated for.
///
/// Weir answers itself. A provider's own list knows neither the key nor the price book, and with
/// several providers no single one is right.
final class ModelList {
  /// Who owns the name of a route or a prompt.
  private static final String WEIR = "weir";

  private final Rooms rooms;

  ModelList(Rooms rooms) {
    this.rooms = rooms;
  }

  void answer(Caller caller, Dialect dialect) {
    Snapshot books = rooms.books().get();
    Instant now = rooms.ledger().acceptance();
    switch (books.keyring().find(new CallerHeaders(caller), now)) {
      case Keyring.Answer.Refused refused -> {
        CallId call = CallId.create(now, rooms.random());
        rooms.signals().unknownKey(call);
        new Refusals(caller, dialect, call).answer(refused.refusal());
      }
      case Keyring.Answer.Known known -> {
        Map<String, String> models = models(books, known.key(), dialect, now);
        caller.end(200, Headers.of("content-type", "application/json"), list(dialect, models));
      }
    }
  }

  /// Each model with the provider that a call for it would go to.
  private Map<String, String> models(Snapshot books, VirtualKey key, Dialect dialect, Instant now) {
    boolean unpriced = books.rules().unpriced() == RuleBook.Unpriced.ALLOW;
    Map<String, String> models = new LinkedHashMap<>();
    rooms.routes().names(dialect).stream()
        .filter(name -> key.refusalOf(name).isEmpty())
        .forEach(name -> models.put(name, WEIR));
    Names names = books.names();
    Stream<String> aliases =
        names.aliases().entrySet().stream()
            .filter(alias -> rooms.routes().isWithinReach(alias.getValue(), dialect))
            .map(Map.Entry::getKey);
    Stream.concat(aliases, names.asked().keySet().stream())
        .filter(name -> key.refusalOf(name).isEmpty())
        .forEach(name -> models.put(name, WEIR));
    for (Provider provider : rooms.routes().providers()) {
      if (provider.family().speaks(dialect)) {
        names(provider, books.prices())
            .filter(model -> key.refusalOf(model).isEmpty())
            .filter(model -> unpriced || priced(books.prices(), provider, model, now))
            .forEach(model -> models.putIfAbsent(model, provider.name()));
      }
    }
    for (Provider provider : rooms.routes().across(dialect)) {
      names(provider, books.prices())
          .filter(model -> key.refusalOf(model).isEmpty())
          .filter(model -> converses(books.prices(), provider, model, now, unpriced))
          .forEach(model -> models.putIfAbsent(model, provider.name()));
    }
    return models;
  }

  /// Only conversations are translated: a model without a price of output has none.
  private static boolean converses(
      PriceBook prices, Provider provider, String model, Instant now, boolean unpriced) {
    return prices.find(provider.prices(), model, now) instanceof PriceLookup.Priced priced
        ? priced.tariff().pricesOutput()
        : unpriced;
  }

  /// The names configured, and those of the price book that the configuration leaves in.
  private static Stream<String> names(Provider provider, PriceBook prices) {
    Stream<String> configured = provider.models().stream().filter(model -> !model.endsWith("*"));
    Stream<String> listed =
        prices.models(provider.prices()).stream()
            .map(listing -> listing.model().id())
            .filter(provider::mayServe);
    return Stream.concat(configured, listed);
  }

  private static boolean priced(PriceBook prices, Provider provider, String model, Instant now) {
    return prices.find(provider.prices(), model, now).pricesCalls();
  }

  /// Bedrock's callers have no list of their own here.
  private static byte[] list(Dialect dialect, Map<String, String> models) {
    return switch (dialect) {
      case OPENAI, BEDROCK -> openAi(models);
      case ANTHROPIC -> anthropic(List.copyOf(models.keySet()));
      case GEMINI -> gemini(models.keySet());
    };
  }

  /// What each can be asked to do is not known, and left out.
  private static byte[] gemini(Set<String> models) {
    JsonOutput json = new JsonOutput().object().array("models");
    for (String model : models) {
      json.object().text("name", "models/" + model).text("displayName", model).endObject();
    }
    return json.endArray().endObject().bytes();
  }

  /// When a model was created is not known; the dialects require a time, so it is their zero.
  private static byte[] openAi(Map<String, String> models) {
    JsonOutput json = new JsonOutput().object().text("object", "list").array("data");
    models.forEach((model, provider) ->
        json.object()
            .text("id", model)
            .text("object", "model")
            .number("created", 0)
            .text("owned_by", provider)
            .endObject());
    return json.endArray().endObject().bytes();
  }

  private static byte[] anthropic(List<String> models) {
    JsonOutput json = new JsonOutput().object().array("data");
    for (String model : models) {
      json.object()
          .text("type", "model")
          .text("id", model)
          .text("display_name", model)
          .text("created_at", Instant.EPOCH.toString())
          .endObject();
    }
    json.endArray().flag("has_more", false);
    if (models.isEmpty()) {
      json.nothing("first_id").nothing("last_id");
    } else {
      json.text("first_id", models.getFirst()).text("last_id", models.getLast());
    }
    return json.endObject().bytes();
  }
}
