package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
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
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.RetryRules;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Routes;
import dev.weir.flow.route.RoutingRules;
import dev.weir.flow.route.Target;
import dev.weir.flow.rule.Amount;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.OutputFloors;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.Rates;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The books of a simulated organisation: keys, prices, and rules that change at random.
final class SimBooks {
  private static final long CENT = 10_000_000_000L;
  private static final List<String> CASES = List.of("claims", "search", "chat");
  private static final List<String> TEAMS = List.of("blue", "red");

  /// Read once: simulations start thousands of gateways.
  private static final Families FAMILIES = Families.read();

  /// What no wire reads, and is allowed by its price.
  private static final List<String> OPERATIONS =
      List.of(
          """
          {"provider": "p", "id": "op:openai.files",
           "prices": [{"meter": "request", "usd": "0", "per": 1}]}\
          """,
          """
          {"provider": "p", "id": "op:openai.images/picture-1",
           "prices": [{"meter": "request", "usd": "0.04", "per": 1}]}\
          """,
          """
          {"provider": "p", "id": "op:openai.batches",
           "match": [{"exact": "op:anthropic.batches"}],
           "prices": [{"meter": "request", "usd": "0.5", "per": 1}]}\
          """,
          """
          {"provider": "p", "id": "op:openai.realtime",
           "match": [{"exact": "op:unlisted/POST/v1/ocr"}],
           "prices": [{"meter": "request", "usd": "0.3", "per": 1}]}\
          """);

  private final RandomGenerator random;
  private final List<Headers> callers = new ArrayList<>();
  private final Keyring keyring;
  private final Map<String, Rule> rules = new TreeMap<>();
  private final Map<String, Rule> shelf = new TreeMap<>();
  private final List<Raise> raises = new ArrayList<>();
  private final Map<String, RuleBook> ruleBooks = new HashMap<>();
  private final Map<String, Map<String, long[]>> prices = new HashMap<>();
  private PriceBook priceBook;

  SimBooks(RandomGenerator random) {
    this.random = random;
    Secrets secrets = new Secrets(new Random(random.nextLong()));
    List<VirtualKey> keys = new ArrayList<>();
    for (String useCase : CASES) {
      for (String team : TEAMS) {
        keys.add(key(secrets, useCase, team));
      }
    }
    keyring = new Keyring(keys);
    priceBook = prices(10, 30);
    for (Rule rule : usual()) {
      (random.nextInt(3) == 0 ? shelf : rules).put(rule.id(), rule);
    }
    rules();
  }

  private VirtualKey key(Secrets secrets, String useCase, String team) {
    Secrets.Minted secret = secrets.mint(Secrets.KEY_PREFIX);
    callers.add(Headers.of("authorization", "Bearer " + secret.text()));
    return new VirtualKey(
        "key_%s_%s".formatted(useCase, team),
        useCase + " bot",
        List.of(new VirtualKey.Secret(secret.hash(), Optional.empty())),
        Tags.of(Map.of("use_case", useCase, "team", team)),
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

  private List<Rule> usual() {
    Scope claims = Scope.where(Condition.in("use_case", "claims"));
    Budget.Terms ladder =
        Budget.Terms.USUAL.withLadder(
            new Budget.Rung.Shorten(Share.of("0.5"), 30),
            new Budget.Rung.Substitute(Share.of("0.8"), "gpt-4o-mini"));
    return List.of(
        budget("all", Scope.EVERY_CALL, "day UTC", 500),
        budget("claims", claims, "month Europe/Berlin", 150).with(ladder),
        budget("teams", Scope.EVERY_CALL.per("team"), "hour America/New_York", 100),
        budget("recent", Scope.EVERY_CALL.per("use_case"), "rolling 20s", 15),
        budget("ever", Scope.EVERY_CALL, "total", 1_500),
        budget("dear", Scope.where(Condition.in("model", "large")), "week UTC", 300),
        budget("watched", Scope.EVERY_CALL, "hour UTC", 10).with(Rule.Mode.SHADOW),
        limit("rate", Scope.EVERY_CALL.per("key"), Measure.REQUESTS, "rolling 10s", 60),
        limit("tokens", Scope.EVERY_CALL.per("team"), Measure.TOKENS, "hour UTC", 200_000),
        limit("atOnce", Scope.EVERY_CALL.per("key"), Measure.CONCURRENT, "total", 6));
  }

  private static Budget budget(String id, Scope scope, String window, long cents) {
    Total limit = Total.of(cents * CENT);
    return Budget.of(id, scope, Window.parse(window), limit);
  }

  private static Limit limit(String id, Scope scope, Measure measure, String window, long max) {
    return Limit.of(id, scope, measure, Window.parse(window), max);
  }

  /// @param input dollars for a million input tokens of the dearer model
  private PriceBook prices(int input, int output) {
    Map<String, long[]> perToken = new HashMap<>();
    perToken.put("large", new long[] {input * 1_000_000L, output * 1_000_000L});
    perToken.put("gpt-4o-mini", new long[] {1_000_000L, 2_000_000L});
    perToken.put("mid", new long[] {3_000_000L, 9_000_000L});
    perToken.put("dear", new long[] {input * 3_000_000L, output * 3_000_000L});
    List<String> models = new ArrayList<>();
    perToken.forEach((model, unit) ->
        models.add(
            """
            {"provider": "p", "id": "%s", "limits": {"output_max": 200}, "prices": [
            {"meter": "input", "usd": "%s", "per": 1}, {"meter": "output", "usd": "%s", "per": 1}]}\
            """
                .formatted(model, usd(unit[0]), usd(unit[1]))));
    models.addAll(OPERATIONS);
    String catalogue =
        "{\"format\":\"weir-prices/1\",\"name\":\"own\",\"models\":[%s],\"contracts\":[]}"
            .formatted(String.join(",", models));
    PriceBook book = PriceBook.compile(List.of(Catalogue.parse(catalogue)));
    prices.put(book.version(), perToken);
    return book;
  }

  private static String usd(long picos) {
    return BigDecimal.valueOf(picos, 12).toPlainString();
  }

  /// From now on, calls are priced by this book.
  void priceBy(PriceBook book) {
    priceBook = book;
  }

  /// Headers of a caller of some key.
  Headers caller() {
    return callers.get(random.nextInt(callers.size()));
  }

  /// The rule book as it is written now.
  RuleBook rules() {
    List<Budget> budgets = new ArrayList<>();
    List<Limit> limits = new ArrayList<>();
    for (Rule rule : rules.values()) {
      switch (rule) {
        case Budget budget -> budgets.add(budget);
        case Limit limit -> limits.add(limit);
      }
    }
    List<Raise> active =
        raises.stream().filter(raise -> rules.containsKey(raise.budget())).toList();
    RuleBook book =
        RuleBook.of(budgets, limits, active, OutputFloors.USUAL, RuleBook.Unpriced.REFUSE);
    ruleBooks.putIfAbsent(book.version(), book);
    return ruleBooks.getOrDefault(book.version(), book);
  }

  Snapshot inForce(RuleBook judging) {
    return new Snapshot(
        keyring,
        new TagRegistry(List.of(), List.of()),
        priceBook,
        Sources.NONE,
        Rates.NONE,
        judging,
        new Operators(List.of()),
        Settings.USUAL,
        Names.NONE,
        List.of());
  }

  Map<String, RuleBook> ruleBooks() {
    return ruleBooks;
  }

  Map<String, Map<String, long[]>> prices() {
    return prices;
  }

  /// Changes something: a price, a limit, a scope; puts a rule on the shelf or takes one from it;
  /// breaks the glass.
  void change(Instant at) {
    switch (random.nextInt(6)) {
      case 0 -> priceBook = prices(8 + random.nextInt(5), 20 + random.nextInt(20));
      case 1 -> move(rules, shelf);
      case 2, 3 -> move(shelf, rules);
      case 4 -> replaceBudget(at);
      default -> rescope();
    }
  }

  private void move(Map<String, Rule> from, Map<String, Rule> to) {
    if (!from.isEmpty()) {
      Rule rule = pick(from);
      from.remove(rule.id());
      to.put(rule.id(), rule);
    }
  }

  private Rule pick(Map<String, Rule> from) {
    return List.copyOf(from.values()).get(random.nextInt(from.size()));
  }

  private void replaceBudget(Instant at) {
    if (!rules.isEmpty() && pick(rules) instanceof Budget budget) {
      if (random.nextBoolean()) {
        Total extra = Total.of(CENT * (1L + random.nextInt(30)));
        Instant until = at.plus(Duration.ofSeconds(1 + random.nextInt(60)));
        raises.add(new Raise(budget.id(), "", Amount.usd(extra), "ada", "a rush", at, until));
      } else {
        long percent = 50L + random.nextInt(150);
        Total limit = Total.of(budget.limit().quantity().saturated() / 100 * percent);
        Rule.Mode mode = random.nextInt(6) == 0 ? Rule.Mode.SHADOW : Rule.Mode.ENFORCE;
        rules.put(
            budget.id(),
            new Budget(
                budget.id(),
                budget.name(),
                "",
                budget.scope(),
                budget.window(),
                Amount.usd(limit),
                budget.terms(),
                mode,
                budget.period()));
      }
    }
  }

  private void rescope() {
    Scope scope = Scope.where(Condition.in("use_case", CASES.get(random.nextInt(2)), "chat"));
    rules.put("mixed", budget("mixed", scope, "day Europe/Berlin", 60 + random.nextInt(100)));
  }

  /// What a call asks for: a model by its own name, or a route of one to four targets.
  String name() {
    if (random.nextInt(3) == 0) {
      return "plan" + (1 + random.nextInt(4));
    }
    return random.nextInt(4) == 0 ? "gpt-4o-mini" : "large";
  }

  /// For each dialect a provider of its own, and one to fall back to.
  static List<Provider> providers() {
    return List.of(
        provider("open", "openai"),
        provider("anth", "anthropic"),
        provider("open2", "openai"),
        provider("anth2", "anthropic"));
  }

  private static Provider provider(String name, String family) {
    Origin origin = new Origin(false, "provider", 80);
    return new Provider(name, "p", FAMILIES.named(family), origin, "", List.of(), 1000);
  }

  /// Plans of one to four targets, each dearer than the one before.
  static Routes routes() {
    List<String> targets = List.of("%s/gpt-4o-mini", "%s2/mid", "%s/large", "%s2/dear");
    Map<String, Route> named = new HashMap<>();
    for (int count = 1; count <= targets.size(); count++) {
      List<Route> order = new ArrayList<>();
      for (String target : targets.subList(0, count)) {
        order.add(to(target.formatted("open")));
        order.add(to(target.formatted("anth")));
      }
      named.put("plan" + count, new Route.Fallback(order, false));
    }
    RetryRules quick =
        new RetryRules(
            6,
            2,
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            true);
    return new Routes(providers(), named, new RoutingRules(quick, RetryRules.ONCE));
  }

  static Route to(String target) {
    return new Route.To(Target.parse(target), Optional.empty());
  }
}
