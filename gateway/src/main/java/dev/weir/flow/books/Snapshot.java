package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.cohort.Arm;
import dev.weir.flow.cohort.Arm.Treatment;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.cohort.Experiment;
import dev.weir.flow.difference.Sources;
import dev.weir.flow.identity.Keyring;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.name.Name;
import dev.weir.flow.name.Names;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.rule.Rates;
import dev.weir.flow.rule.RuleBook;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything in force at one moment, as one immutable value: a call takes it once and is judged by
/// it to its end.
///
/// @param sources what the catalogues state; `prices` are what of it is in force
/// @param rates the exchange rates of `prices`
/// @param books the five books as the journal keeps them
public record Snapshot(
    Keyring keyring,
    TagRegistry tags,
    PriceBook prices,
    Sources sources,
    Rates rates,
    RuleBook rules,
    Operators operators,
    Settings settings,
    Names names,
    List<Book> books) {
  public Snapshot {
    books = List.copyOf(books);
  }

  /// The books of this snapshot that `before` had in another version.
  public List<Book> changedSince(Snapshot before) {
    return books.stream().filter(book -> !before.books.contains(book)).toList();
  }

  /// The version of the names in force.
  public String namesVersion() {
    return namesBook().map(Book::version).orElse("");
  }

  private Optional<Book> namesBook() {
    return books.stream().filter(book -> book.kind().equals(NamesText.BOOK)).findFirst();
  }

  /// What was before anything: not even an empty book.
  static Snapshot nothing() {
    Snapshot empty = of(Content.NONE);
    return new Snapshot(
        empty.keyring,
        empty.tags,
        empty.prices,
        empty.sources,
        empty.rates,
        empty.rules,
        empty.operators,
        empty.settings,
        empty.names,
        List.of());
  }

  /// Builds what the content says; anything invalid in it is an [IllegalArgumentException].
  static Snapshot of(Content content) {
    Sources sources = DisputeText.sources(content);
    PriceBook prices = PriceBook.compile(sources.inForce());
    return of(content, sources, prices, rates(prices), Rosters.of(content), Optional.empty());
  }

  /// As above behind this one, of whose content only what has changed is read again: catalogues and
  /// prompts are large.
  ///
  /// @param before this one's content
  Snapshot next(Content content, Content before) {
    boolean samePrices =
        content.sameAs(before, Kind.PRICES) && content.sameAs(before, Kind.DISPUTE);
    Sources next = samePrices ? sources : DisputeText.sources(content);
    PriceBook nextPrices = samePrices ? prices : PriceBook.compile(next.inForce());
    return of(
        content,
        next,
        nextPrices,
        samePrices ? rates : rates(nextPrices),
        Rosters.next(content, before, rules.cohorts().rosters()),
        NamesText.same(content, before) ? Optional.of(this) : Optional.empty());
  }

  /// @param named has these names
  private static Snapshot of(
      Content content,
      Sources sources,
      PriceBook prices,
      Rates rates,
      Map<String, EligibleUsers> rosters,
      Optional<Snapshot> named) {
    Settings settings = settings(content);
    requireRate(settings, prices);
    RuleBook rules =
        RuleBook.parse(Json.write(rules(content, settings)), rates, rosters, content.rulesAt());
    Names names = named.map(Snapshot::names).orElseGet(() -> NamesText.read(content));
    requireNames(rules, names);
    List<VirtualKey> keys = new ArrayList<>();
    content.of(Kind.KEY).forEach((id, body) -> keys.add(KeyText.read(id, body)));
    List<TagRegistry.Value> values = new ArrayList<>();
    content.of(Kind.TAG_VALUE).forEach((id, body) -> values.add(TagValueText.read(id, body)));
    List<Operator> operators = new ArrayList<>();
    content.of(Kind.OPERATOR).forEach((id, body) -> operators.add(Operator.read(id, body)));
    return new Snapshot(
        new Keyring(keys),
        new TagRegistry(values, settings.requiredTags()),
        prices,
        sources,
        rates,
        rules,
        new Operators(operators),
        settings,
        names,
        List.of(
            new Book("prices", prices.version(), prices.content()),
            new Book("rules", rules.version(), rules.json()),
            Book.of("keys", keysText(content)),
            Book.of("tags", tagsText(content, settings)),
            named
                .flatMap(Snapshot::namesBook)
                .orElseGet(() -> Book.of(NamesText.BOOK, NamesText.summary(content)))));
  }

  /// Requires that every currency a rule or the organisation needs has a rate that had begun by
  /// then.
  ///
  /// @throws IllegalArgumentException naming who needs it, the currency and the day
  void requireRates(Instant at) {
    rules.requireRates(at);
    LocalDate today = LocalDate.ofInstant(at, ZoneOffset.UTC);
    if (!settings.isInDollars() && prices.rates(settings.currency()).firstKey().isAfter(today)) {
      throw new IllegalArgumentException(
          "settings: the organisation's currency, %s, needs an exchange rate of %s or before, and the price book's first is of %s"
              .formatted(settings.currency(), today, prices.rates(settings.currency()).firstKey()));
    }
  }

  /// Requires the prompts that arms of experiments ask for, until these are stopped.
  private static void requireNames(RuleBook rules, Names names) {
    for (Experiment experiment : rules.cohorts().experiments()) {
      if (experiment.state() == Experiment.State.STOPPED) {
        continue;
      }
      for (Arm arm : experiment.arms()) {
        if (arm.treatment() instanceof Treatment.AskFor(String name)
            && names.find(name, _ -> "", 0) instanceof Name.Missing(String why)) {
          throw new IllegalArgumentException(
              "experiment '%s', arm '%s': field 'prompt': %s"
                  .formatted(experiment.name(), arm.name(), why));
        }
      }
    }
  }

  private static void requireRate(Settings settings, PriceBook prices) {
    if (!settings.isInDollars() && prices.rates(settings.currency()).isEmpty()) {
      throw new IllegalArgumentException(
          "settings: the price book has no exchange rate of the organisation's currency, %s: 'rates' of a catalogue, then 'weir prices import'"
              .formatted(settings.currency()));
    }
  }

  private static Rates rates(PriceBook prices) {
    SortedMap<String, NavigableMap<LocalDate, BigDecimal>> rates = new TreeMap<>();
    for (String currency : prices.currencies()) {
      NavigableMap<LocalDate, BigDecimal> days = new TreeMap<>();
      prices.rates(currency).forEach((day, rate) -> days.put(day, rate.usd()));
      rates.put(currency, days);
    }
    return new Rates(rates);
  }

  private static Settings settings(Content content) {
    Map<String, ObjectNode> things = content.of(Kind.SETTINGS);
    if (things.keySet().stream().anyMatch(id -> !id.equals(Settings.ID))) {
      throw new IllegalArgumentException(
          "settings: the one thing of this kind is '%s', was %s"
              .formatted(Settings.ID, things.keySet()));
    }
    ObjectNode body = things.get(Settings.ID);
    return body == null ? Settings.USUAL : Settings.read(body);
  }

  /// The rule book's own JSON, put together from its parts.
  private static ObjectNode rules(Content content, Settings settings) {
    ObjectNode book = Json.newObject();
    identified(book.putArray("budgets"), content.of(Kind.BUDGET));
    identified(book.putArray("limits"), content.of(Kind.LIMIT));
    book.putArray("raises").addAll(content.of(Kind.RAISE).values());
    ObjectNode written = settings.write();
    identified(book.putArray("rollouts"), content.of(Kind.ROLLOUT));
    identified(book.putArray("experiments"), content.of(Kind.EXPERIMENT));
    book.set("output_floors", written.get("output_floors"));
    book.set("unpriced", written.get("unpriced"));
    return book;
  }

  private static String keysText(Content content) {
    ObjectNode book = Json.newObject();
    identified(book.putArray("keys"), content.of(Kind.KEY));
    return Json.write(book);
  }

  private static String tagsText(Content content, Settings settings) {
    ObjectNode book = Json.newObject();
    book.putArray("values").addAll(content.of(Kind.TAG_VALUE).values());
    book.set("required", settings.write().get("required_tags"));
    return Json.write(book);
  }

  private static void identified(ArrayNode list, Map<String, ObjectNode> things) {
    things.forEach((id, body) -> list.add(body.deepCopy().put("id", id)));
  }
}
