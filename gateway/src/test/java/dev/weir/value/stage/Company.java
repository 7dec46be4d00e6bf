package dev.weir.value.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.stats.PairMoments;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Remit;
import dev.weir.flow.books.Version;
import dev.weir.flow.identity.Secrets;
import dev.weir.value.criterion.Asked;
import dev.weir.value.criterion.Figure;
import dev.weir.value.criterion.FigureSource;
import dev.weir.value.criterion.Figures;
import dev.weir.value.criterion.Metric;
import dev.weir.value.criterion.Sources;
import dev.weir.value.evidence.Bearing;
import dev.weir.value.evidence.Counting;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Economics;
import dev.weir.value.portfolio.Known;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Proposal;
import dev.weir.value.promotion.Refused;
import dev.weir.value.ramp.SpendDay;
import dev.weir.value.review.Taper;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// A company with one use case `claims`, real books, figures that a test sets and a clock it
/// drives.
final class Company implements AutoCloseable, FigureSource {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  static final Economics UNVALUED =
      new Economics.Unknown("nobody has said what an outcome is worth");

  static final String GATE =
      """
      {"criteria":[{"metric":"success_share","comparison":"at_least","threshold":"0.8",
         "confidence":"0.95","n_min":100},
        {"metric":"ttft_p95_millis","comparison":"at_most","threshold":"3000"}],
       "kill":[{"metric":"error_share","comparison":"above","threshold":"0.25","closes":true}],
       "guards":[{"metric":"ttft_p95_millis","comparison":"at_most","threshold":"6000"}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.1","users":50,"budget_usd_per_month":"500"}}
      """;

  Instant now = Instant.parse("2026-10-01T08:00:00Z");
  final Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
  final List<SpendDay> days = new ArrayList<>();
  Economics economics = UNVALUED;
  final Books books;
  final Promoting promoting;
  final LiveGates gates;
  final GateWatch watch;
  final Person ada;
  final Person bob;
  final Person eve;
  private final Facts facts;
  private final Keys keys;

  /// A use case whose figures fail.
  String defective = "";

  Company(Path folder) {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    InstantSource clock = () -> now;
    books = new Books(facts, clock);
    keys = new Keys(books, new Secrets(new Random(5)), clock);
    ada = person("Ada");
    bob = person("Bob");
    eve = person("Eve");
    gates =
        new LiveGates(
            books,
            new Sources(List.of(this)),
            this::days,
            (_, _, _) -> economics,
            (_, _) -> Known.NONE);
    promoting = new Promoting(books, gates);
    watch = new GateWatch(books, gates, promoting);
    put(
        Kind.USE_CASE,
        "claims",
        """
        {"name":"Claims","statement":"Settle claims faster.","stage":"poc","audience":"internal",
         "owners":{"business":"Ada","technical":"%s"},"budget_usd_per_month":"100"}
        """
            .formatted(bob.operator()));
    good();
  }

  /// A budget of all calls of the use case.
  static String budget(String more) {
    return "{\"where\":[{\"tag\":\"use_case\",\"in\":[\"claims\"]}],%s}".formatted(more);
  }

  String budgetField(String field) {
    return body(Kind.BUDGET, "claims").orElseThrow().path(field).asText();
  }

  void revoke(Person person) {
    Operator operator =
        books.inForce().operators().all().stream()
            .filter(each -> each.id().equals(person.operator()))
            .findFirst()
            .orElseThrow();
    put(Kind.OPERATOR, operator.id(), operator.revokedAt(now).write());
  }

  Person person(String name) {
    var _ = keys.createOperator(name, Remit.of(Operator.Role.VIEWER), "test", "test");
    Operator made =
        books.inForce().operators().all().stream()
            .filter(each -> each.name().equals(name) && each.revoked().isEmpty())
            .findFirst()
            .orElseThrow();
    return new Person(made.id(), name, name + " (" + made.id() + ")");
  }

  /// Every criterion holds, and the unit economics are proven.
  void good() {
    figures.put(Metric.SUCCESS_SHARE, known("0.9", "0.85", "0.95"));
    figures.put(Metric.TTFT_P95_MILLIS, Figure.counted(new BigDecimal("900"), 500, "/ttft"));
    figures.put(Metric.ERROR_SHARE, known("0.01", "0", "0.02"));
    figures.put(Metric.ELIGIBLE_USERS, Figure.counted(new BigDecimal("40"), 40, "/roster"));
    figures.put(Metric.OUTCOMES, Figure.counted(new BigDecimal("500"), 500, "/outcomes"));
    figures.put(Metric.LOADED_COST_PER_OUTCOME_USD, known("2", "1.8", "2.2"));
    figures.put(Metric.VALUE_PER_OUTCOME_USD, known("10", "9", "11"));
    economics = proven();
  }

  /// With 500 outcomes at 2 dollars that are worth 10 each.
  private Economics proven() {
    return ofOutcomes(500, BigDecimal.TEN);
  }

  /// Of 28 days, with outcomes at some 2 dollars.
  ///
  /// @param usd what each is worth
  Economics ofOutcomes(long outcomes, BigDecimal usd) {
    double each = outcomes / 28.0;
    PairMoments days = PairMoments.NONE;
    for (int day = 0; day < 28; day++) {
      days = days.plus(each * usd.doubleValue() + day % 3 - 1, each * 2 + day % 4 - 1.5);
    }
    return new Economics.Known(
        LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(28),
        BigDecimal.valueOf(outcomes),
        BigDecimal.valueOf(2 * outcomes),
        new Counting(Haircut.USUAL, new Bearing(Evidence.RCT, "a trial"), Optional.empty())
            .of(Map.of(Evidence.BEFORE_AFTER, usd.multiply(BigDecimal.valueOf(2 * outcomes)))),
        days);
  }

  static Figure known(String value, String low, String high) {
    return new Figure.Known(
        new BigDecimal(value),
        Optional.of(new Figure.Bounds(new BigDecimal(low), new BigDecimal(high))),
        500,
        "rct",
        "/rows");
  }

  private List<SpendDay> days(String useCase, LocalDate from, LocalDate to) {
    return days.stream()
        .filter(each -> !each.day().isBefore(from) && each.day().isBefore(to))
        .toList();
  }

  @Override
  public Set<Metric> metrics() {
    return EnumSet.allOf(Metric.class);
  }

  @Override
  public Figures at(Asked asked) {
    if (asked.useCase().equals(defective)) {
      throw new IllegalStateException("no figures of " + defective);
    }
    return (metric, _) ->
        figures.getOrDefault(metric, new Figure.Unknown("nothing known of " + metric, ""));
  }

  static ObjectNode tree(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  void put(Kind kind, String id, String json) {
    put(kind, id, tree(json));
  }

  void put(Kind kind, String id, ObjectNode body) {
    assertThat(books.publish(List.of(Change.of(kind, id, body, "test", "test"))))
        .isInstanceOf(Published.Done.class);
  }

  /// What a euro is in dollars.
  void rates() {
    put(
        Kind.PRICES,
        "p",
        """
        {"format":"weir-prices/1","name":"p","models":[],"contracts":[],
         "rates":[{"currency":"EUR","usd":"1.1","date":"2026-10-01","source":"ECB"}]}
        """);
  }

  /// A review is missing: a share of a budget is left.
  void taper(String budget, String usd) {
    ObjectNode left = body(Kind.BUDGET, budget).orElseThrow().put("limit_usd", usd);
    Change change =
        Change.of(Kind.BUDGET, budget, left, Taper.WHO, Taper.why("the review was not held"));
    assertThat(books.publish(List.of(change))).isInstanceOf(Published.Done.class);
  }

  void retire(Kind kind, String id) {
    Change last =
        new Change(kind, id, body(kind, id).orElseThrow(), true, OptionalInt.empty(), "t", "t");
    assertThat(books.publish(List.of(last))).isInstanceOf(Published.Done.class);
  }

  Optional<ObjectNode> body(Kind kind, String id) {
    return facts.current(kind, id).filter(it -> !it.retired()).map(Version::body);
  }

  int version(Kind kind, String id) {
    return facts.current(kind, id).map(Version::version).orElse(0);
  }

  String stage() {
    return body(Kind.USE_CASE, "claims").orElseThrow().path("stage").asText();
  }

  /// What one look tells, and leaves to be done.
  List<String> look() {
    Looked looked = watch.look(now, _ -> true);
    return Stream.concat(
            looked.notices().stream(), looked.unfinished().stream().map(Looked.Unfinished::why))
        .toList();
  }

  void wait(int days) {
    now = now.plus(Duration.ofDays(days));
  }

  Proposal proposal(String to, String share, String budget) {
    return proposal(to, share, budget, Optional.empty());
  }

  Proposal proposal(String to, String share, String budget, Optional<String> exception) {
    return new Proposal(
        "claims",
        Destination.parse(to),
        new Allowed(new BigDecimal(share), Optional.of(40L), new BigDecimal(budget)),
        Optional.empty(),
        exception,
        eve.who(),
        "the pilot went well");
  }

  Promotion proposed(String to, String share, String budget) {
    return done(promoting.propose(proposal(to, share, budget), now));
  }

  Promoted sign(Promotion promotion, Person who) {
    return promoting.sign(promotion.id(), who, promotion.pack().sha256(), "looked at it", now);
  }

  /// Proposed and signed by both.
  Promotion carriedOut(String to, String share, String budget) {
    Promotion proposed = proposed(to, share, budget);
    var _ = done(sign(proposed, ada));
    return done(sign(proposed, bob));
  }

  static Promotion done(Promoted promoted) {
    assertThat(promoted).isInstanceOf(Promoted.Done.class);
    return ((Promoted.Done) promoted).promotion();
  }

  static Refused no(Promoted promoted) {
    assertThat(promoted).isInstanceOf(Promoted.No.class);
    return ((Promoted.No) promoted).why();
  }

  @Override
  public void close() {
    facts.close();
  }
}
