package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.acceptance.UserLoad.Heard;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two people sign a use case through its gate and take it back, twice, while hundreds of users a
/// second call for it, and its roster grows. Stage, roll-out and budget change in one publication,
/// and each call ends as the whole of one version says: by its roll-out first, then by its budget.
@Tag("slow")
@Timeout(300)
final class PromotionUnderLoadTest {
  private static final long SEED = 20261123;
  private static final String USE_CASE = "promoted";
  private static final int USERS = 400;
  private static final int ELIGIBLE = 200;
  private static final int ELIGIBLE_LATER = 300;

  /// That are signed: half of those who are eligible at first.
  private static final int MOST = 100;

  private static final Duration EACH = Duration.ofSeconds(3);
  private static final String OUTSIDE = "not_in_rollout";
  private static final String SPENT = "budget_spent";

  /// As a report has it.
  private static final String NOT_REFUSED = "(none)";

  private static final String GATE =
      """
      {"criteria": [{"metric": "baseline_fresh", "comparison": "at_least", "threshold": "1"}],
       "proof": {"margin": "0.8", "outcomes_min": 1000},
       "until_proven": {"share": "1", "users": 300, "budget_usd_per_month": "500"}}
      """;

  /// What is in force.
  private enum Phase {
    /// A proof of concept, open to everybody, without a budget.
    OPEN("poc"),
    /// Half of those on the roster, with money enough.
    SHARED("beta"),
    /// The same of a larger roster: no more than were signed.
    GROWN("beta"),
    /// All of those on the roster, without money for one call.
    POOR("beta");

    private final String stage;

    Phase(String stage) {
      this.stage = stage;
    }

    /// The refusal of a user's call; empty = it is admitted.
    String refusal(String user) {
      return switch (this) {
        case OPEN -> "";
        case SHARED -> FIRST.contains(user) ? "" : OUTSIDE;
        case GROWN -> FIRST_LATER.contains(user) ? "" : OUTSIDE;
        case POOR -> listed(ELIGIBLE_LATER).contains(user) ? SPENT : OUTSIDE;
      };
    }
  }

  private static final Set<String> FIRST = first(ELIGIBLE);
  private static final Set<String> FIRST_LATER = first(ELIGIBLE_LATER);

  private static List<String> listed(int eligible) {
    return IntStream.range(0, eligible).mapToObj(i -> "user-" + i).toList();
  }

  /// Of the listed half those who stand first, until as many are in as may call.
  private static Set<String> first(int eligible) {
    return listed(eligible).stream()
        .filter(user -> Thousandth.ofEligible(USE_CASE, user) < 500)
        .sorted(
            Comparator.comparing(
                user -> Thousandth.placeOfEligible(USE_CASE, user), Long::compareUnsigned))
        .limit(MOST)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// A publication by the API.
  ///
  /// @param answered by the nano clock
  private record Step(Phase phase, long asked, long answered, String ruleBook) {}

  @Test
  void everyCallIsJudgedByTheWholeOfOneVersionWhileAPromotionIsSignedAndRolledBack()
      throws Exception {
    try (Stage stage = Stage.open();
        ControlPlane ada = person(stage, "ada");
        ControlPlane bob = person(stage, "bob");
        Application application = new Application(stage.gateway().uri(), found(stage))) {
      List<Step> steps = new ArrayList<>();
      steps.add(
          step(
              stage,
              Phase.OPEN,
              () -> stage.control().send("PUT", "rollouts/" + USE_CASE, "{\"share\": 1}")));
      try (UserLoad load = UserLoad.start(application, USERS, SEED)) {
        load.awaitMore(EACH);
        steps.add(promoted(stage, ada, bob, Phase.SHARED));
        load.awaitMore(EACH);
        steps.add(step(stage, Phase.GROWN, () -> roster(stage, ELIGIBLE_LATER)));
        load.awaitMore(EACH);
        steps.add(step(stage, Phase.OPEN, () -> rolledBack(bob, "promoted.1")));
        load.awaitMore(EACH);
        steps.add(promoted(stage, bob, ada, Phase.POOR));
        load.awaitMore(EACH);
        steps.add(step(stage, Phase.OPEN, () -> rolledBack(ada, "promoted.2")));
        load.awaitMore(EACH);
        List<Heard> heard = load.stop();
        inTime(steps, heard);
        journalled(stage, steps, heard);
        together(stage);
      }
    }
  }

  private static ControlPlane person(Stage stage, String name) {
    String secret =
        stage
            .control()
            .send("POST", "operators", "{\"name\": \"%s\", \"role\": \"viewer\"}".formatted(name))
            .expect(201)
            .json()
            .path("secret")
            .asText();
    return new ControlPlane(stage.gateway().controlPlaneUri(), secret);
  }

  /// All that a promotion needs, and a key of the use case.
  private static String found(Stage stage) {
    Venture as = Venture.ALL.getFirst();
    put(
        stage,
        "use-cases/" + USE_CASE,
        as.inPortfolio("poc", LocalDate.now(ZoneOffset.UTC).plusMonths(6)));
    put(stage, "baselines/" + USE_CASE, as.baseline());
    put(stage, "outcome-definitions/" + USE_CASE, as.outcome());
    roster(stage, ELIGIBLE).expect(200);
    put(stage, "gates/%s/beta".formatted(USE_CASE), GATE);
    return stage
        .control()
        .key(
            """
            {"name": "promoted", "trusts_user_tags": true, "distinct_max": 100000,
             "fixed_tags": {"department": "sales", "role": "service",
              "environment": "test", "use_case": "promoted"}}
            """);
  }

  private static Web.Answer roster(Stage stage, int eligible) {
    String users = String.join("\",\"", listed(eligible));
    return stage
        .control()
        .send("PUT", "rosters/" + USE_CASE, "{\"users\": [\"%s\"]}".formatted(users));
  }

  private static void put(Stage stage, String path, String body) {
    stage.control().send("PUT", path + "?why=test", body).expect(200);
  }

  /// Proposed and signed by the first; the second signature is the step.
  private static Step promoted(Stage stage, ControlPlane first, ControlPlane second, Phase to) {
    String wish =
        to == Phase.SHARED
            ? "\"share\": \"0.5\", \"users\": 100, \"budget_usd_per_month\": \"300\""
            : "\"share\": \"1\", \"users\": 300, \"budget_usd_per_month\": \"0.000001\"";
    String body = "{\"use_case\": \"%s\", \"to\": \"beta\", %s}".formatted(USE_CASE, wish);
    JsonNode proposed =
        asked(() -> stage.control().send("POST", "promotions?why=ready", body))
            .answer()
            .expect(201)
            .json();
    asked(() -> sign(first, proposed)).answer().expect(201);
    return step(stage, to, () -> sign(second, proposed));
  }

  private static Web.Answer sign(ControlPlane who, JsonNode promotion) {
    return who.send(
        "POST",
        "promotions/%s/signatures?why=seen".formatted(promotion.path("id").asText()),
        "{\"sha256\": \"%s\"}".formatted(promotion.path("sha256").asText()));
  }

  private static Web.Answer rolledBack(ControlPlane who, String promotion) {
    return who.send("POST", "promotions/%s/rollback?why=slow".formatted(promotion), "{}");
  }

  /// @param at when it was asked for
  private record Asked(long at, Web.Answer answer) {}

  /// Asks until the ledger has followed the calls so far: nothing is signed on figures that lack
  /// some.
  private static Asked asked(Supplier<Web.Answer> change) {
    return Await.value(
        Stage.LEDGER_FOLLOWS_WITHIN,
        "the ledger has followed",
        () -> new Asked(System.nanoTime(), change.get()),
        asked -> asked.answer().status() != 503);
  }

  private static Step step(Stage stage, Phase phase, Supplier<Web.Answer> change) {
    Asked asked = asked(change);
    long answered = System.nanoTime();
    assertThat(asked.answer().status()).as(asked.toString()).isIn(200, 201);
    assertThat(get(stage, "use-cases/" + USE_CASE).findValue("stage").asText())
        .isEqualTo(phase.stage);
    return new Step(
        phase,
        asked.at(),
        answered,
        get(stage, "rollouts/%s/membership?user=x".formatted(USE_CASE)).path("rule_book").asText());
  }

  private static JsonNode get(Stage stage, String path) {
    return stage.control().send("GET", path, "").expect(200).json();
  }

  /// What begins after a publication was answered, and ends before the next is asked for, ends as
  /// that one says; somebody outside is refused within its first second.
  private static void inTime(List<Step> steps, List<Heard> heard) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      long next = i + 1 < steps.size() ? steps.get(i + 1).asked() : Long.MAX_VALUE;
      List<Heard> between =
          heard.stream().filter(call -> call.isWithin(step.answered(), next)).toList();
      assertThat(between).as(step.toString()).hasSizeGreaterThan(UserLoad.PER_SECOND / 5);
      for (Heard call : between) {
        assertThat(call.refusal())
            .as("%s after %s", call, step)
            .isEqualTo(step.phase().refusal(call.user()));
      }
      long second = step.answered() + TimeUnit.SECONDS.toNanos(1);
      if (step.phase() != Phase.OPEN) {
        assertThat(between)
            .anyMatch(call -> call.refusal().equals(OUTSIDE) && call.ended() < second);
      }
    }
  }

  /// Each call's row fits the version that the row names.
  private static void journalled(Stage stage, List<Step> steps, List<Heard> heard) {
    Map<String, Phase> phases = new HashMap<>();
    steps.forEach(step -> phases.put(step.ruleBook(), step.phase()));
    assertThat(phases).as("a roll-back leads to the version that was").hasSize(4);
    long admitted = heard.stream().filter(Heard::admitted).count();
    long refused = heard.size() - admitted;
    stage.settled(USE_CASE, admitted, refused);
    long calls = 0;
    long refusals = 0;
    Map<Phase, Set<String>> in = new HashMap<>();
    for (JsonNode row :
        get(stage, "report?by=user,rule_book,refusal_kind&rows=50000&format=json").path("rows")) {
      JsonNode group = row.path("group");
      Phase phase =
          Optional.ofNullable(phases.get(group.path("rule_book").asText()))
              .orElseThrow(() -> new AssertionError("a rule book of nobody: " + row));
      String user = group.path("user").asText();
      String refusal = phase.refusal(user);
      assertThat(group.path("refusal_kind").asText())
          .as(row.toString())
          .isEqualTo(refusal.isEmpty() ? NOT_REFUSED : refusal);
      calls += row.path("calls").asLong();
      refusals += row.path("refusals").asLong();
      if (row.path("calls").asLong() > 0) {
        in.computeIfAbsent(phase, _ -> new TreeSet<>()).add(user);
      }
    }
    assertThat(calls).isEqualTo(admitted);
    assertThat(refusals).isEqualTo(refused);
    int shared = in.getOrDefault(Phase.SHARED, Set.of()).size();
    int grown = in.getOrDefault(Phase.GROWN, Set.of()).size();
    assertThat(List.of(shared, grown)).allSatisfy(it -> assertThat(it).isBetween(MOST / 2, MOST));
    System.out.printf(
        "%d calls: %d admitted, %d refused; under the promotion %d users, with a larger roster %d%n",
        heard.size(), admitted, refused, shared, grown);
  }

  /// Stage, roll-out and budget have versions of the same four instants.
  private static void together(Stage stage) {
    List<String> instants = latest(stage, "rollout");
    assertThat(instants).doesNotHaveDuplicates().hasSize(4);
    assertThat(latest(stage, "use_case")).isEqualTo(instants);
    assertThat(latest(stage, "budget")).isEqualTo(instants);
  }

  private static List<String> latest(Stage stage, String kind) {
    List<String> instants = new ArrayList<>();
    get(stage, "history/%s/%s".formatted(kind, USE_CASE))
        .path("versions")
        .forEach(version -> instants.add(version.path("at").asText()));
    return instants.subList(0, 4);
  }
}
