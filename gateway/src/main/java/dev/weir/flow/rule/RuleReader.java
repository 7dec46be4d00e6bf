package dev.weir.flow.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.base.money.Total;
import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads rules from JSON; a field that is unknown, missing or of the wrong kind is an error that
/// names the rule, the field and the value seen.
final class RuleReader {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .reader();

  private RuleReader() {}

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("rules: no valid JSON: " + broken.getMessage(), broken);
    }
  }

  /// A book that states its own rates, if it needs any.
  static RuleBook book(JsonNode node) {
    Fields fields = new Fields("rule book", node);
    return RuleBook.of(
        parts(
            fields,
            fields.has("rates") ? rates(fields.object("rates")) : Rates.NONE,
            fields.has("rosters") ? rosters(fields.object("rosters")) : Map.of()));
  }

  /// A book that is to be in force from an instant on, without rates and rosters of its own.
  static RuleBook book(
      JsonNode node, Rates offered, Map<String, EligibleUsers> rosters, Instant from) {
    return RuleBook.of(parts(new Fields("rule book", node), offered, rosters).from(from));
  }

  private static Parts parts(Fields fields, Rates rates, Map<String, EligibleUsers> rosters) {
    List<Budget> budgets = fields.list("budgets", RuleReader::budget);
    List<Limit> limits = fields.list("limits", RuleReader::limit);
    List<Raise> raises = fields.list("raises", RuleReader::raise);
    OutputFloors floors =
        fields.has("output_floors") ? floors(fields.object("output_floors")) : OutputFloors.USUAL;
    RuleBook.Unpriced unpriced =
        choice(fields, "unpriced", RuleBook.Unpriced.class, RuleBook.Unpriced.REFUSE);
    Cohorts cohorts =
        new Cohorts(
            fields.list("rollouts", CohortText::rollout),
            fields.list("experiments", CohortText::experiment),
            rosters);
    fields.requireNoOther();
    return new Parts(budgets, limits, raises, floors, unpriced, rates, cohorts);
  }

  static Budget budget(JsonNode node) {
    Fields fields = Fields.named("budget", node, "id");
    String id = fields.text("id");
    Budget budget =
        new Budget(
            id,
            fields.textOr("name", id),
            fields.textOr("owner", ""),
            scope(fields),
            fields.parsed("window", Window::parse),
            amount(fields, "limit_usd", "limit"),
            terms(fields),
            mode(fields),
            period(fields));
    fields.requireNoOther();
    return budget;
  }

  private static Budget.Terms terms(Fields fields) {
    List<Share> alerts =
        fields.has("alert_at")
            ? fields.numbers("alert_at", Share::of)
            : Budget.Terms.USUAL.alerts();
    Share stop =
        fields.has("stop_at") ? fields.number("stop_at", Share::of) : Budget.Terms.USUAL.stop();
    Optional<Amount> allowance =
        fields.has("allowance_usd") || fields.has("allowance")
            ? Optional.of(amount(fields, "allowance_usd", "allowance"))
            : Optional.empty();
    return new Budget.Terms(alerts, stop, fields.list("ladder", RuleReader::rung), allowance);
  }

  private static Budget.Rung rung(JsonNode node) {
    Fields fields = new Fields("rung of a ladder", node);
    Share at = fields.number("at", Share::of);
    boolean shorten = fields.has("max_tokens");
    boolean substitute = fields.has("substitute");
    if (shorten == substitute) {
      throw fields.wrong("max_tokens", "or 'substitute' must be there, and not both", node);
    }
    Budget.Rung rung =
        shorten
            ? new Budget.Rung.Shorten(at, fields.whole("max_tokens"))
            : new Budget.Rung.Substitute(at, fields.text("substitute"));
    fields.requireNoOther();
    return rung;
  }

  static Limit limit(JsonNode node) {
    Fields fields = Fields.named("limit", node, "id");
    Measure measure = choice(fields, "measure", Measure.class, Measure.REQUESTS);
    Window window =
        measure == Measure.CONCURRENT && !fields.has("window")
            ? Window.TOTAL
            : fields.parsed("window", Window::parse);
    Limit.Max max =
        measure == Measure.MONEY
            ? new Limit.Max.Money(amount(fields, "max_usd", "max_money"))
            : new Limit.Max.Count(Total.of(fields.whole("max")));
    Limit limit =
        new Limit(
            fields.text("id"), scope(fields), measure, window, max, mode(fields), period(fields));
    fields.requireNoOther();
    return limit;
  }

  static Raise raise(JsonNode node) {
    Fields fields = Fields.named("raise of", node, "budget");
    Raise raise =
        new Raise(
            fields.text("budget"),
            fields.textOr("value", ""),
            amount(fields, "extra_usd", "extra"),
            fields.text("who"),
            fields.text("why"),
            fields.parsed("from", Instant::parse),
            fields.parsed("until", Instant::parse));
    fields.requireNoOther();
    return raise;
  }

  /// Dollars as a number, or any currency as a text.
  private static Amount amount(Fields fields, String dollars, String any) {
    if (!fields.has(any)) {
      return fields.number(dollars, Amount::usd);
    }
    if (fields.has(dollars)) {
      throw fields.wrong(any, "stands in the place of '" + dollars + "'", "beside it");
    }
    return fields.parsed(any, Amount::parse);
  }

  private static Rates rates(Fields fields) {
    SortedMap<String, NavigableMap<LocalDate, BigDecimal>> rates = new TreeMap<>();
    for (String currency : fields.names()) {
      Fields days = fields.object(currency);
      NavigableMap<LocalDate, BigDecimal> its = new TreeMap<>();
      days.names().forEach(day -> its.put(LocalDate.parse(day), days.number(day, rate -> rate)));
      rates.put(currency, its);
    }
    return new Rates(rates);
  }

  private static Map<String, EligibleUsers> rosters(Fields fields) {
    Map<String, EligibleUsers> rosters = new HashMap<>();
    fields.names().forEach(id -> rosters.put(id, CohortText.roster(fields.object(id))));
    return rosters;
  }

  private static OutputFloors floors(Fields fields) {
    long usual = fields.has("usual") ? fields.whole("usual") : OutputFloors.USUAL.usual();
    SortedMap<String, Long> byUseCase = new TreeMap<>();
    if (fields.has("by_use_case")) {
      Fields named = fields.object("by_use_case");
      named.names().forEach(name -> byUseCase.put(name, named.whole(name)));
    }
    fields.requireNoOther();
    return new OutputFloors(usual, byUseCase);
  }

  private static Scope scope(Fields fields) {
    Optional<String> per = fields.has("per") ? Optional.of(fields.text("per")) : Optional.empty();
    return new Scope(fields.list("where", ConditionText::read), per);
  }

  static Rule.Mode mode(Fields fields) {
    return choice(fields, "mode", Rule.Mode.class, Rule.Mode.ENFORCE);
  }

  static Period period(Fields fields) {
    return new Period(fields.instant("from"), fields.instant("until"));
  }

  static <E extends Enum<E>> E choice(Fields fields, String name, Class<E> type, E absent) {
    if (!fields.has(name)) {
      return absent;
    }
    String word = fields.text(name);
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw fields.wrong(
        name,
        "must be one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT),
        word);
  }
}
