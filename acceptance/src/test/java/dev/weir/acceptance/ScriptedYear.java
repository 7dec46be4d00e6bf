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

/// A year of a company with twelve use cases, lived through the gateway's own doors: the data
/// plane, the API, the command line. What happens is written here month by month; what each call
/// and outcome is, a seed decides.
final class ScriptedYear implements AutoCloseable {
  static final int YEAR = 2026;
  static final String VOICE = "voice";
  static final Instant FIRST = LocalDate.of(YEAR, 1, 1).atTime(8, 0).toInstant(ZoneOffset.UTC);

  private final Random random;
  private final SimulatorProcess simulator = SimulatorProcess.start();
  private final DrivenGatewayProcess gateway = DrivenGatewayProcess.start(simulator, FIRST);
  private final ControlPlane control = gateway.controlPlane();
  private final PriceSheet prices = PriceSheet.ofTests();
  private final OwnBooks books = new OwnBooks(prices);
  private final Map<String, Application> applications = new HashMap<>();
  private final Signatories signatories;
  private final Board board;
  private int outcomes;
  private int sessions;

  ScriptedYear(long seed) {
    random = new Random(seed);
    signatories = Signatories.engage(gateway, control);
    board = new Board(gateway, control);
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

  Board board() {
    return board;
  }

  /// What the API says once the ledger database has everything.
  JsonNode get(String path) {
    return Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            path + " is of the whole ledger",
            () -> control.send("GET", path, ""),
            each -> each.header("x-weir-incomplete").isEmpty())
        .expect(200)
        .json();
  }

  void live() {
    found();
    for (int number = 1; number <= 12; number++) {
      YearMonth month = YearMonth.of(YEAR, number);
      if (number > 1) {
        goTo(at(month.atDay(2), 9));
        board.review(month.minusMonths(1));
        goTo(at(month.atDay(3), 9));
        board.carryOut();
        happen(number);
      }
      weeks(month);
    }
    YearMonth next = YearMonth.of(YEAR + 1, 1);
    goTo(at(next.atDay(2), 9));
    board.review(next.minusMonths(1));
    simulator.awaitQuiet();
    books.priced(simulator.book());
  }

  /// Moves the clock, and waits for what the gateway then does by itself: ramps and what closes.
  private void goTo(Instant later) {
    gateway.goTo(later);
    signatories.awaitSteps();
    if (signatories.opening(VOICE, later).filter(it -> !it.closed()).isPresent()) {
      books.priced(simulator.book());
      LocalDate today = LocalDate.ofInstant(later, ZoneOffset.UTC);
      LocalDate first = today.minusDays(Signatories.WINDOW_DAYS);
      if (books.cost(VOICE, first, today.minusDays(1)).compareTo(Signatories.TOO_DEAR) > 0) {
        signatories.awaitKilled(VOICE);
      }
    }
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
    board.found();
  }

  private static String key(Venture venture, String environment) {
    return """
    {"name": "%s", "trusts_user_tags": true, "settable_tags": ["session"], "fixed_tags":
      {"use_case": "%s", "department": "operations", "role": "service", "environment": "%s"}}
    """
        .formatted(venture.id(), venture.id(), environment);
  }

  /// What is decided on the third of a month.
  private void happen(int month) {
    switch (month) {
      case 2 -> begin();
      case 3 -> {
        for (String ready : List.of("claims", "coding", "invoices", "triage", "voice")) {
          signatories.gate(ready, "beta", 0.6);
          signatories.promote(ready, "beta", "0.6");
        }
        signatories.gate("search", "beta", 0.6);
        signatories.refused("search", "beta", "promotion_criteria");
        signatories.gate("forecast", "beta", 0.6);
        signatories.refused("forecast", "beta", "promotion_criteria");
        signatories.ramp("contracts");
      }
      case 4 -> tellLate("triage", YearMonth.of(YEAR, 2), 3);
      case 5 -> {
        signatories.rollBack("coding");
        end();
      }
      case 6 -> {
        for (String ready : List.of("claims", "triage")) {
          signatories.gate(ready, "soft_launch", 0.7);
          signatories.promote(ready, "soft_launch", "0.8");
        }
      }
      case 7 -> takeBack("claims", YearMonth.of(YEAR, 5), 2);
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
      goTo(at(day, 10));
      for (Venture venture : Venture.ALL) {
        for (int i = 0; i < venture.weekly(); i++) {
          call(venture).ifPresent(evening::add);
        }
      }
      if (Trial.runs(month)) {
        Trial.ALL.forEach(trial -> sessions(trial, evening));
      }
      goTo(at(day, 20));
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
    Web.Answer answer = ask(venture, Map.of());
    boolean success = random.nextInt(100) < venture.succeeds();
    return answer.status() == 200
        ? Optional.of(outcome(venture, gateway.now(), success, Optional.empty()))
        : Optional.empty();
  }

  /// A week's sessions of an experiment: each has an arm, and comes to what is true of it.
  private void sessions(Trial trial, List<OwnBooks.Told> evening) {
    for (int i = 0; i < Trial.SESSIONS_A_WEEK; i++) {
      String session = "s-" + ++sessions;
      Web.Answer answer = ask(trial.venture(), Map.of("x-weir-session", session)).expect(200);
      String arm = answer.header("x-weir-arm");
      boolean success = random.nextInt(100) < trial.succeeds(arm);
      evening.add(
          outcome(
              trial.venture(),
              gateway.now(),
              success,
              Optional.of(new OwnBooks.Drawn(session, arm))));
    }
  }

  private Web.Answer ask(Venture venture, Map<String, String> tags) {
    String user = venture.userNames().get(random.nextInt(venture.users()));
    int input = (venture.input() / 2 + random.nextInt(venture.input())) * prompts(venture);
    int output = venture.output() / 2 + random.nextInt(venture.output());
    String prompt = "Do it. [[sim in=%d out=%d]]".formatted(input, output);
    String body = Application.body(venture.wire(), venture.model(), prompt, output);
    Map<String, String> headers = new HashMap<>(tags);
    headers.put("x-weir-user", user);
    Web.Answer answer = application(venture).ask(venture.wire(), headers, body);
    boolean answered = answer.status() == 200;
    if (!answered) {
      answer.expect(403);
    }
    books.sent(
        new OwnBooks.Sent(
            venture.id(),
            user,
            gateway.now(),
            answer.header("x-weir-call-id"),
            answered ? Optional.empty() : Optional.of(Refusals.kind(answer))));
    return answer;
  }

  /// Experiments, each with what it is to show, before the first session.
  private void begin() {
    for (Trial trial : Trial.ALL) {
      put("hypotheses/" + trial.name(), trial.hypothesis());
      put("experiments/" + trial.name(), trial.experiment());
      control.send("POST", "hypotheses/%s/start".formatted(trial.name()), "{}").expect(200);
    }
  }

  private void end() {
    for (Trial trial : Trial.ALL) {
      control.send("POST", "hypotheses/%s/stop".formatted(trial.name()), "{}").expect(200);
      String stopped = trial.experiment().replace("running", "stopped");
      put("experiments/" + trial.name(), stopped);
    }
  }

  /// In May somebody has the voice agent read whole conversations again with each call.
  private int prompts(Venture venture) {
    boolean grown = !gateway.now().isBefore(at(LocalDate.of(YEAR, 5, 1), 0));
    return venture.id().equals(VOICE) && grown ? 12 : 1;
  }

  private OwnBooks.Told outcome(
      Venture venture, Instant occurred, boolean success, Optional<OwnBooks.Drawn> session) {
    outcomes++;
    return new OwnBooks.Told(
        venture, "T-" + outcomes, occurred, success, occurred, Optional.empty(), session);
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
      late.add(outcome(venture(useCase), at(month.atDay(20), 12), true, Optional.empty()));
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
            venture("search"),
            first.id(),
            first.occurred(),
            true,
            first.from(),
            Optional.empty(),
            Optional.empty());
    refused("POST", "outcomes", OutcomeTelling.json(List.of(again)), 409, "outcome_conflict");
  }

  /// The window is 90 days.
  private void tellTooLate() {
    OwnBooks.Told late =
        outcome(venture("triage"), at(LocalDate.of(YEAR, 1, 20), 12), true, Optional.empty());
    refused("POST", "outcomes", OutcomeTelling.json(List.of(late)), 400, "invalid");
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
