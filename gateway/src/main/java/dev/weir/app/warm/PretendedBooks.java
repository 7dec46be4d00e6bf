package dev.weir.app.warm;

import dev.weir.base.http.Origin;
import dev.weir.base.money.Total;
import dev.weir.flow.books.Operators;
import dev.weir.flow.books.Settings;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.difference.Sources;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.Secrets;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.name.Names;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Routes;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rates;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Books as an organisation has them: a key with five tags, three budgets, a limit, two prices.
///
/// @param secret the key's
record PretendedBooks(Snapshot snapshot, String secret) {
  static final String OPENAI_MODEL = "warm-up-a";
  static final String ANTHROPIC_MODEL = "warm-up-b";
  static final String PROVIDER_KEY = "warm-up";

  private static final Total PLENTY = Total.of(Long.MAX_VALUE / 4);
  private static final long UNLIMITED = 1_000_000_000L;
  private static final String PRICES =
      """
      {"format": "weir-prices/1", "name": "warm-up", "models": [
       {"provider": "warm-up-openai", "id": "warm-up-a",
        "limits": {"input_max": 128000, "output_max": 16384}, "prices": [
        {"meter": "input", "usd": "0.000000001", "per": 1000},
        {"meter": "output", "usd": "0.000000001", "per": 1000}]},
       {"provider": "warm-up-anthropic", "id": "warm-up-b",
        "limits": {"input_max": 128000, "output_max": 16384}, "prices": [
        {"meter": "input", "usd": "0.000000001", "per": 1000},
        {"meter": "output", "usd": "0.000000001", "per": 1000}]}],
       "contracts": []}
      """;

  static PretendedBooks make(RandomGenerator random) {
    Secrets.Minted secret = new Secrets(random).mint(Secrets.KEY_PREFIX);
    Snapshot snapshot =
        new Snapshot(
            new Keyring(List.of(key(secret))),
            new TagRegistry(List.of(), List.of()),
            PriceBook.compile(List.of(Catalogue.parse(PRICES))),
            Sources.NONE,
            Rates.NONE,
            rules(),
            new Operators(List.of()),
            Settings.USUAL,
            Names.NONE,
            List.of());
    return new PretendedBooks(snapshot, secret.text());
  }

  private static VirtualKey key(Secrets.Minted secret) {
    return new VirtualKey(
        "key_warm-up",
        "warm-up",
        List.of(new VirtualKey.Secret(secret.hash(), Optional.empty())),
        Tags.of(
            Map.of(
                "use_case", "warm-up",
                "team", "warm-up",
                "department", "warm-up",
                "role", "service",
                "environment", "warm-up")),
        Set.of(),
        false,
        VirtualKey.OnMissing.REFUSE,
        1_000,
        List.of(),
        Set.of(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty());
  }

  private static RuleBook rules() {
    return RuleBook.of(
        List.of(
            Budget.of("all", Scope.EVERY_CALL, Window.parse("month UTC"), PLENTY),
            Budget.of("teams", Scope.EVERY_CALL.per("team"), Window.parse("day UTC"), PLENTY),
            Budget.of("recent", Scope.EVERY_CALL.per("key"), Window.parse("rolling 1h"), PLENTY)),
        List.of(
            Limit.of(
                "rate",
                Scope.EVERY_CALL.per("key"),
                Measure.REQUESTS,
                Window.parse("rolling 10s"),
                UNLIMITED)));
  }

  /// One provider of each dialect, both at the same place.
  static Routes routes(Origin origin) {
    Families families = Families.read();
    return new Routes(
        List.of(
            provider("warm-up-openai", families.named("openai"), origin),
            provider("warm-up-anthropic", families.named("anthropic"), origin)));
  }

  private static Provider provider(String name, Family family, Origin origin) {
    return new Provider(name, name, family, origin, "", List.of(), 1000);
  }
}
