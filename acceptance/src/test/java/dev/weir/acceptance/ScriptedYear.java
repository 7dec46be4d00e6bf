package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A year of a company with twelve use cases, lived through the gateway's own doors: the data
/// plane, the API, the command line. What happens is written here month by month; what each call
/// and outcome is, a seed decides.
final class ScriptedYear implements AutoCloseable {
  static final int YEAR = 2026;
  static final Instant FIRST = LocalDate.of(YEAR, 1, 1).atTime(8, 0).toInstant(ZoneOffset.UTC);

  private final Random random;
  private final SimulatorProcess simulator = SimulatorProcess.start();
  private final DrivenGatewayProcess gateway = DrivenGatewayProcess.start(simulator, FIRST);
  private final ControlPlane control = gateway.controlPlane();
  private final PriceSheet prices = PriceSheet.ofTests();
  private final OwnBooks books = new OwnBooks(prices);
  private final Map<String, Application> applications = new HashMap<>();
  private final Signatories signatories;
  private int outcomes;

  /// When each month's review was held.
  private final Map<YearMonth, Instant> held = new HashMap<>();

  ScriptedYear(long seed) {
    random = new Random(seed);
    signatories = Signatories.engage(gateway, control);
  }

  DrivenGatewayProcess gateway() {
    return gateway;
  }

  ControlPlane control() {
    return control;
  }

  OwnBooks books() {
    return books;
  }

  Signatories signatories() {
    return signatories;
  }

  Instant heldAt(YearMonth month) {
    return Optional.ofNullable(held.get(month)).orElseThrow();
  }

  void live() {
    found();
    for (int number = 1; number <= 12; number++) {
      YearMonth month = YearMonth.of(YEAR, number);
      if (number > 1) {
        gateway.goTo(at(month.atDay(2), 9));
        review(month.minusMonths(1));
        gateway.goTo(at(month.atDay(3), 9));
        happen(number);
      }
      weeks(month);
    }
    YearMonth next = YearMonth.of(YEAR + 1, 1);
    gateway.goTo(at(next.atDay(2), 9));
    review(next.minusMonths(1));
    simulator.awaitQuiet();
    books.priced(simulator.book());
  }

  /// The first day: prices, people, the portfolio, what outcomes are worth, pools, keys.
  private void found() {
    control.prices(prices);
    for (Venture venture : Venture.ALL) {
      put("use-cases/" + venture.id(), venture.inPortfolio("idea"));
      refused("POST", "keys", key(venture, "test"), 409, "use_case_not_ready");
      put("use-cases/" + venture.id(), venture.inPortfolio("poc"));
      refused("POST", "keys", key(venture, "production"), 409, "use_case_not_ready");
      put("outcome-definitions/" + venture.id(), venture.outcome());
      put("baselines/" + venture.id(), venture.baseline());
      put("rosters/" + venture.id(), venture.roster());
      applications.put(
          venture.id(), new Application(gateway.uri(), control.key(key(venture, "test"))));
    }
    String table = gateway.write("pools.csv", OwnPools.TABLE).toString();
    gateway.weir("costs", "import", table, "--why", "plan").expect(0);
  }

  private static String key(Venture venture, String environment) {
    return """
    {"name": "%s", "trusts_user_tags": true, "fixed_tags": {"use_case": "%s",
      "department": "operations", "role": "service", "environment": "%s"}}
    """
        .formatted(venture.id(), venture.id(), environment);
  }

  /// What is decided on the third of a month.
  private void happen(int month) {
    switch (month) {
      case 3 -> {
        for (String ready : List.of("claims", "coding", "invoices", "triage", "voice")) {
          signatories.gate(ready, "beta", 0.6);
          signatories.promote(ready, "beta", "0.6");
        }
        signatories.gate("search", "beta", 0.6);
        signatories.refused("search", "beta", "promotion_criteria");
        signatories.gate("drafting", "beta", 0.6);
        signatories.refused("drafting", "beta", "promotion_criteria");
      }
      case 4 -> tellLate("triage", YearMonth.of(YEAR, 2), 3);
      case 5 -> signatories.rollBack("coding");
      case 6 -> {
        for (String ready : List.of("claims", "triage")) {
          signatories.gate(ready, "soft_launch", 0.7);
          signatories.promote(ready, "soft_launch", "0.8");
        }
      }
      case 7 -> takeBack("claims", YearMonth.of(YEAR, 5), 2);
      case 8 -> signatories.kill("voice");
      case 9 -> {
        for (String ready : List.of("claims", "triage")) {
          signatories.gate(ready, "production", 0.7);
          signatories.promote(ready, "production", "1");
        }
      }
      case 10 -> gateway.killAndRestart();
      case 11 -> tellTwice();
      case 12 -> tellTooLate();
      default -> {}
    }
  }

  /// Mondays, as long as they are in the month: calls, and on the same evening their outcomes.
  private void weeks(YearMonth month) {
    LocalDate day = month.atDay(3).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    for (; YearMonth.from(day).equals(month); day = day.plusWeeks(1)) {
      List<OwnBooks.Told> evening = new ArrayList<>();
      gateway.goTo(at(day, 10));
      for (Venture venture : Venture.ALL) {
        for (int i = 0; i < venture.weekly(); i++) {
          call(venture).ifPresent(evening::add);
        }
      }
      gateway.goTo(at(day, 20));
      if (day.getDayOfMonth() % 2 == 0) {
        tell("outcomes?why=nightly", OutcomeTelling.json(evening), evening);
      } else {
        tell("outcomes?format=csv&why=nightly", OutcomeTelling.csv(evening), evening);
      }
    }
  }

  private Application application(Venture venture) {
    return Optional.ofNullable(applications.get(venture.id())).orElseThrow();
  }

  /// One call of somebody; an answer comes to an outcome.
  private Optional<OwnBooks.Told> call(Venture venture) {
    String user = venture.userNames().get(random.nextInt(venture.users()));
    int input = (venture.input() / 2 + random.nextInt(venture.input())) * prompts(venture);
    int output = venture.output() / 2 + random.nextInt(venture.output());
    String prompt = "Do it. [[sim in=%d out=%d]]".formatted(input, output);
    String body = Application.body(venture.wire(), venture.model(), prompt, output);
    Web.Answer answer = application(venture).ask(venture.wire(), Map.of("x-weir-user", user), body);
    boolean answered = answer.status() == 200;
    if (!answered) {
      answer.expect(403);
    }
    Instant now = gateway.now();
    books.sent(
        new OwnBooks.Sent(
            venture.id(),
            user,
            now,
            answer.header("x-weir-call-id"),
            answered ? Optional.empty() : Optional.of(Refusals.kind(answer))));
    boolean success = random.nextInt(100) < venture.succeeds();
    return answered ? Optional.of(outcome(venture, now, success)) : Optional.empty();
  }

  /// In May somebody has the voice agent read whole conversations again with each call.
  private int prompts(Venture venture) {
    boolean grown = !gateway.now().isBefore(at(LocalDate.of(YEAR, 5, 1), 0));
    return venture.id().equals("voice") && grown ? 12 : 1;
  }

  private OwnBooks.Told outcome(Venture venture, Instant occurred, boolean success) {
    outcomes++;
    return new OwnBooks.Told(
        venture, "T-" + outcomes, occurred, success, occurred, Optional.empty());
  }

  private void tell(String path, String body, List<OwnBooks.Told> told) {
    JsonNode taken = control.send("POST", path, body).expect(200).json();
    if (taken.path("recorded").asInt() != told.size()) {
      throw new AssertionError("%d outcomes were told, taken: %s".formatted(told.size(), taken));
    }
    Instant now = gateway.now();
    told.forEach(each -> books.told(each.toldAt(now)));
  }

  private void tellLate(String useCase, YearMonth month, int count) {
    List<OwnBooks.Told> late = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      late.add(outcome(venture(useCase), at(month.atDay(20), 12), true));
    }
    tell("outcomes?why=found+in+an+inbox", OutcomeTelling.json(late), late);
  }

  private void takeBack(String useCase, YearMonth month, int count) {
    List<String> ids =
        books.known(venture(useCase), month, gateway.now()).stream()
            .filter(OwnBooks.Told::success)
            .map(OwnBooks.Told::id)
            .limit(count)
            .toList();
    String body =
        "{\"use_case\": \"%s\", \"ids\": [\"%s\"], \"why\": \"reopened\"}"
            .formatted(useCase, String.join("\",\"", ids));
    control.send("POST", "outcomes/void", body).expect(200);
    ids.forEach(id -> books.takenBack(id, gateway.now()));
  }

  /// What triage has claimed, search may not claim again.
  private void tellTwice() {
    OwnBooks.Told first =
        books.known(venture("triage"), YearMonth.of(YEAR, 10), gateway.now()).getFirst();
    OwnBooks.Told again =
        new OwnBooks.Told(
            venture("search"), first.id(), first.occurred(), true, first.from(), Optional.empty());
    refused("POST", "outcomes", OutcomeTelling.json(List.of(again)), 409, "outcome_conflict");
  }

  /// The window is 90 days.
  private void tellTooLate() {
    OwnBooks.Told late = outcome(venture("triage"), at(LocalDate.of(YEAR, 1, 20), 12), true);
    refused("POST", "outcomes", OutcomeTelling.json(List.of(late)), 400, "invalid");
  }

  private void review(YearMonth month) {
    LocalDate due = month.plusMonths(2).atDay(1);
    String minutes =
        """
        {"narrative": "The review of %s.", "decisions": [
         {"use_case": "triage", "decision": "continue", "decides": "ada", "why": "it pays",
          "owner": "bob", "due": "%s"},
         {"use_case": "claims", "decision": "optimise", "decides": "ada", "why": "prompts are long",
          "owner": "bob", "due": "%s", "change": {"kind": "budget", "id": "claims", "on": "%s"}}%s]}
        """;
    Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            "the ledger has all of " + month,
            () ->
                control.send(
                    "POST",
                    "reviews/%s?why=board".formatted(month),
                    minutes.formatted(
                        month, due, due, month.plusMonths(1).atDay(15), asRecommended(month))),
            answer -> answer.status() != 503)
        .expect(200);
    held.put(month, gateway.now());
  }

  /// Whatever else is recommended to change, decided so.
  private String asRecommended(YearMonth month) {
    StringBuilder decisions = new StringBuilder();
    JsonNode draft =
        control.send("GET", "reviews/%s/draft".formatted(month), "").expect(200).json();
    for (JsonNode line : draft.path("recommendations")) {
      String useCase = line.path("use_case").asText();
      String said = line.path("recommendation").asText();
      if (!Set.of("triage", "claims").contains(useCase)
          && !Set.of("continue", "not_enough_evidence").contains(said)) {
        decisions.append(
            """
            , {"use_case": "%s", "decision": "%s", "decides": "ada", "why": "as recommended",
             "owner": "bob", "due": "%s", "change": {"kind": "budget", "id": "%s", "on": "%s"}}
            """
                .formatted(
                    useCase, said, month.plusMonths(2).atDay(1), useCase, month.plusMonths(1).atDay(15)));
      }
    }
    return decisions.toString();
  }

  private void put(String path, String body) {
    Web.Answer answer = control.send("PUT", path + "?why=script", body);
    if (answer.status() != 200) {
      throw new AssertionError("PUT %s answered %s".formatted(path, answer));
    }
  }

  private void refused(String method, String path, String body, int status, String code) {
    Refusals.require(control.send(method, path, body), status, code);
  }

  static Venture venture(String id) {
    return Venture.ALL.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private static Instant at(LocalDate day, int hour) {
    return day.atTime(hour, 0).toInstant(ZoneOffset.UTC);
  }

  @Override
  public void close() {
    applications.values().forEach(Application::close);
    signatories.close();
    control.close();
    gateway.close();
    simulator.close();
  }
}
