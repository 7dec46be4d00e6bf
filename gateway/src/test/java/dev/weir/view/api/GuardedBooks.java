package dev.weir.view.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.Keys.Issued;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.identity.Secrets;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.promotion.EvidencePack;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Against;
import dev.weir.value.promotion.Promotion.Before;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.value.promotion.PromotionText;
import dev.weir.value.promotion.Proposal;
import dev.weir.value.ramp.Ramp.Step;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// Real books with the guard of the portfolio, a use case `claims` that has all that keys need, and
/// a clock that the test drives.
final class GuardedBooks implements AutoCloseable {
  private static final JsonMapper MAPPER = new JsonMapper();

  static final String CLAIMS =
      """
      {"name":"Claims","stage":"poc","audience":"internal","budget_usd_per_month":"100",
       "statement":"Classify inbound claims of retail customers by product, so that the share of misrouted claims falls from 18 % to below 5 % by 2090-06-30.",
       "owners":{"business":"Ada","technical":"Bob"}}
      """;

  static final String HYPOTHESIS =
      """
      {"use_case":"claims","hypothesis":"fewer are misrouted","unit":"user",
       "design":"randomised","arms":[{"name":"large","weight":1},{"name":"small","weight":1}],
       "control":"large","metric":"calls_per_unit","direction":"increase",
       "minimum_effect":0.1,"deviation":1,"units_per_arm":1570,"stop":"fixed","window_days":7,
       "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"},
       "until":"2090-01-01"}
      """;

  static final String GATE =
      """
      {"criteria":[{"metric":"calls","comparison":"at_least","threshold":"30"}],
       "kill":[{"metric":"error_share","comparison":"above","threshold":"0.25","closes":true}],
       "guards":[{"metric":"ttft_p95_millis","comparison":"at_most","threshold":"6000"}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.1","users":50,"budget_usd_per_month":"500"}}
      """;

  Instant now = Instant.parse("2026-11-01T08:00:00Z");
  final Books books;
  final Keys keys;

  /// What every use case costs a day.
  BigDecimal spend = BigDecimal.ZERO;

  private final Facts facts;

  GuardedBooks(Path folder) {
    facts = Facts.open(folder.resolve("facts.duckdb"), new Database.Settings(64, 1, 4));
    books = new Books(facts, () -> now);
    keys = new Keys(books, new Secrets(new Random(5)), () -> now);
    books.guard(new PortfolioGuard(facts, this::costs, () -> now));
    done(put(Kind.USE_CASE, "claims", CLAIMS));
    measured("claims");
    done(put(Kind.GATE, "claims/beta", GATE));
  }

  private Map<String, BigDecimal> costs(LocalDate from, LocalDate to) {
    return Map.of("claims", spend.multiply(BigDecimal.valueOf(from.until(to, ChronoUnit.DAYS))));
  }

  void measured(String useCase) {
    done(
        put(
            Kind.OUTCOME,
            useCase,
            """
            {"unit":"claim","target":{"per_month":"1000"},"unit_value_usd":"4",
             "value_source":"time study","value_evidence":"opinion"}
            """));
    done(
        put(
            Kind.BASELINE,
            useCase,
            """
            {"unit":"claim","source":"estimated","cost_per_unit_usd":"8","expires":"2090-01-01"}
            """));
  }

  static ObjectNode tree(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }

  static Change change(Kind kind, String id, ObjectNode body) {
    return Change.of(kind, id, body, "test", "test");
  }

  Published put(Kind kind, String id, String json) {
    return publish(change(kind, id, tree(json)));
  }

  Published retire(Kind kind, String id) {
    Version there = facts.current(kind, id).orElseThrow();
    return publish(new Change(kind, id, there.body(), true, OptionalInt.empty(), "test", "test"));
  }

  /// A key that fixes tags, as `use_case=claims environment=test`, and lets its callers set others.
  Issued key(String fixed, String... settable) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", "app");
    ObjectNode tags = body.putObject("fixed_tags");
    for (String tag : fixed.split(" ", -1)) {
      String[] parts = tag.split("=", 2);
      tags.put(parts[0], parts[1]);
    }
    Arrays.stream(settable).forEach(tag -> body.withArray("settable_tags").add(tag));
    return keys.create(body, "test", "test");
  }

  Published publish(Change... changes) {
    return books.publish(Arrays.asList(changes));
  }

  static void done(Published published) {
    assertThat(published).isInstanceOf(Published.Done.class);
  }

  /// What is refused with a code, in words.
  static String refused(String code, Published published) {
    assertThat(published).isInstanceOf(Published.Forbidden.class);
    Published.Forbidden forbidden = (Published.Forbidden) published;
    assertThat(forbidden.code()).as(forbidden.message()).isEqualTo(code);
    return forbidden.message();
  }

  ObjectNode body(Kind kind, String id) {
    return facts.current(kind, id).orElseThrow().body();
  }

  /// `claims` goes to a stage with a share of its users and a budget, signed by two.
  Promotion promoted(String stage, String share, String usd) {
    Promotion promotion = promotion(stage, share, usd);
    done(books.publish(carriedOut(promotion, share, usd)));
    return promotion;
  }

  /// What that changes.
  List<Change> carriedOut(String stage, String share, String usd) {
    return carriedOut(promotion(stage, share, usd), share, usd);
  }

  private List<Change> carriedOut(Promotion promotion, String share, String usd) {
    ObjectNode claims = body(Kind.USE_CASE, "claims").deepCopy();
    claims.put("stage", promotion.to().code()).put("budget_usd_per_month", usd);
    return List.of(
        change(Kind.PROMOTION, promotion.id(), PromotionText.write(promotion)),
        change(Kind.USE_CASE, "claims", claims),
        change(Kind.ROLLOUT, "claims", tree("{\"share\":%s}".formatted(share))),
        change(Kind.BUDGET, "claims", budget(usd)));
  }

  /// It is at `poc` again, with another roll-out.
  void takenBack(Promotion promotion, String rollout) {
    Promotion undone = promotion.undone(new Undone(now, "weir", "errors"));
    done(
        publish(
            change(Kind.PROMOTION, undone.id(), PromotionText.write(undone)),
            change(Kind.USE_CASE, "claims", body(Kind.USE_CASE, "claims").put("stage", "poc")),
            change(Kind.ROLLOUT, "claims", tree(rollout)),
            change(Kind.BUDGET, "claims", budget("200"))));
  }

  static ObjectNode budget(String usd) {
    return tree(
        """
        {"where":[{"tag":"use_case","in":["claims"]}],"window":"month UTC","limit_usd":"%s"}
        """
            .formatted(usd));
  }

  /// Carried out now; its id is of its number.
  private Promotion promotion(String to, String share, String usd) {
    String useCase = "claims";
    Step step = new Step(new BigDecimal(share), new BigDecimal(usd));
    Proposal proposal =
        new Proposal(
            useCase,
            Destination.parse(to),
            new Allowed(step.share(), Optional.empty(), step.budgetUsdPerMonth()),
            Optional.empty(),
            Optional.empty(),
            "Eve",
            "it went well");
    Owners owners = new Owners("op_ada", "op_bob");
    Against against =
        new Against(version(Kind.USE_CASE, useCase), version(Kind.GATE, useCase + "/" + to), 0, 0);
    Instant expires = now.plusSeconds(60);
    return new Promotion(
            useCase + "." + (facts.current(Kind.PROMOTION).size() + 1),
            useCase,
            proposal.to(),
            proposal.allowed(),
            proposal.listed(),
            proposal.exception(),
            owners,
            proposal.who(),
            now,
            expires,
            against,
            EvidencePack.of(PromotionText.proposed(proposal, owners, against, now, expires)),
            List.of(),
            Optional.empty(),
            Optional.empty())
        .carried(
            new Carried(
                now,
                Optional.empty(),
                new Before(
                    JsonNodeFactory.instance.objectNode(),
                    Optional.empty(),
                    useCase,
                    Optional.empty()),
                List.of(step),
                0,
                now));
  }

  private int version(Kind kind, String id) {
    return facts.current(kind, id).filter(it -> !it.retired()).map(Version::version).orElse(0);
  }

  @Override
  public void close() {
    facts.close();
  }
}
