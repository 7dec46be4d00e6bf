package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A year of a company with twelve use cases, lived through the gateway's own doors: the data
/// plane, the API, the command line. What happens is written here month by month; what each call
/// and outcome is, a seed decides.
final class ScriptedYear implements AutoCloseable {
  static final int YEAR = 2026;
  static final String VOICE = "voice";

  /// What ends in November.
  static final String SUNSET = "forecast";

  static final YearMonth SUNSET_IN = YearMonth.of(YEAR, 11);
  static final LocalDate REVIEWED = LocalDate.of(YEAR + 1, 1, 1);
  static final Instant FIRST = LocalDate.of(YEAR, 1, 1).atTime(8, 0).toInstant(ZoneOffset.UTC);

  private final SimulatorProcess simulator = SimulatorProcess.start();
  private final DrivenGatewayProcess gateway = DrivenGatewayProcess.start(simulator, FIRST);
  private final ControlPlane control = gateway.controlPlane();
  private final PriceSheet prices = PriceSheet.ofTests();
  private final OwnBooks books = new OwnBooks(prices);
  private final Callers callers;
  private final Tellers tellers;
  private final Signatories signatories;
  private final Board board;
  private final Raters raters;

  ScriptedYear(long seed) {
    callers = new Callers(gateway, books, new Random(seed));
    tellers = new Tellers(gateway, control, books);
    signatories = Signatories.engage(gateway, control);
    board = new Board(gateway, control);
    raters = new Raters(control);
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

  Raters raters() {
    return raters;
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
        if (!month.minusMonths(1).equals(Allowance.MISSED)) {
          board.review(month.minusMonths(1));
        }
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
      LocalDate first = today.minusDays(AgreedGates.WINDOW_DAYS);
      if (books.cost(VOICE, first, today.minusDays(1)).compareTo(Signatories.TOO_DEAR) > 0) {
        signatories.awaitKilled(VOICE);
      }
    }
  }

  /// The first day: prices, people, the portfolio, what outcomes are worth, pools, keys.
  private void found() {
    control.prices(prices);
    put("rate-cards/planner", Venture.PLANNER);
    for (Venture venture : Venture.ALL) {
      put("use-cases/" + venture.id(), venture.inPortfolio("idea", REVIEWED));
      refused("POST", "keys", Callers.key(venture, "test"), 409, "use_case_not_ready");
      put("use-cases/" + venture.id(), venture.inPortfolio("poc", REVIEWED));
      refused("POST", "keys", Callers.key(venture, "production"), 409, "use_case_not_ready");
      put("baselines/" + venture.id(), venture.baseline());
      put("outcome-definitions/" + venture.id(), venture.outcome());
      put("rosters/" + venture.id(), venture.roster());
      callers.equip(venture, control);
    }
    String table = gateway.write("pools.csv", OwnPools.TABLE).toString();
    gateway.weir("costs", "import", table, "--why", "plan").expect(0);
    board.found();
  }

  /// What is decided on the third of a month.
  private void happen(int month) {
    switch (month) {
      case 2 -> begin();
      case 3 -> {
        for (String ready : List.of("claims", "coding", "invoices", "triage", "voice")) {
          signatories.gate(ready, "beta", 0.6);
          signatories.refused(ready, "beta", "0.8", "promotion_held");
          signatories.promote(ready, "beta", AgreedGates.UNPROVEN);
        }
        for (String growing : List.of("claims", "triage")) {
          signatories.gate(growing, "soft_launch", 0.7);
          signatories.gate(growing, "production", 0.7);
        }
        for (String failing : List.of("forecast", "search")) {
          signatories.gate(failing, "beta", 0.6);
          signatories.refused(failing, "beta", "0.5", "promotion_criteria");
        }
        signatories.ramp("contracts");
      }
      case 4 -> tellers.late(venture("triage"), YearMonth.of(YEAR, 2), 3);
      case 5 -> {
        signatories.rollBack("coding");
        end();
      }
      case 6 -> grow("soft_launch", "0.8");
      case 7 -> {
        tellers.takeBack(venture("claims"), YearMonth.of(YEAR, 5), 2);
        board.plan();
      }
      case 9 -> grow("production", "1");
      case 10 -> gateway.killAndRestart();
      case 11 -> {
        tellers.twice(venture("triage"), venture("search"), YearMonth.of(YEAR, 10));
        signatories.gateOfQuality("claims", "customer", 0.7);
        signatories.refused("claims", "customer", "1", "promotion_held");
        signatories.promote("claims", "customer", AgreedGates.UNPROVEN);
        signatories.gateOfQuality("invoices", "soft_launch", 0.5);
        signatories.refused("invoices", "soft_launch", "0.5", "promotion_criteria");
        sunset();
      }
      case 12 -> {
        tellers.tooLate(venture("triage"), LocalDate.of(YEAR, 1, 20));
        raters.handle("search", 3);
        raters.refused(
            callers.application(venture("translation")),
            books.sent(call -> call.useCase().equals("search")).getLast());
      }
      default -> {}
    }
  }

  /// Claims have shown that they pay, and more of their users come in; of triage, which bears most
  /// of a migration, it is not shown.
  private void grow(String to, String share) {
    signatories.promote("claims", to, share);
    signatories.refused("triage", to, share, "promotion_held");
    signatories.promote("triage", to, AgreedGates.UNPROVEN);
  }

  /// Forecasts have a successor elsewhere. No key is left to make, and no way back but by a gate.
  private void sunset() {
    Venture ended = venture(SUNSET);
    signatories.sunset(SUNSET);
    refused("POST", "keys", Callers.key(ended, "test"), 409, "use_case_not_ready");
    refused(
        "PUT",
        "use-cases/" + SUNSET + "?why=again",
        ended.inPortfolio("poc", REVIEWED),
        409,
        "gate_decides");
  }

  /// Mondays, as long as they are in the month: calls, and on the same evening their outcomes.
  private void weeks(YearMonth month) {
    LocalDate day = month.atDay(3).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    for (; YearMonth.from(day).equals(month); day = day.plusWeeks(1)) {
      List<Callers.Came> came = new ArrayList<>();
      goTo(at(day, 10));
      if (month.equals(Allowance.MISSED.plusMonths(1))) {
        board.allowance().await(gateway.now());
        callers.askDearly(Allowance.VENTURE);
      }
      Venture.ALL.forEach(venture -> came.addAll(callers.morning(venture)));
      if (Trial.runs(month)) {
        Trial.ALL.forEach(trial -> came.addAll(callers.sessions(trial)));
      }
      goTo(at(day, 20));
      tellers.tell(day, came);
      rate(day);
      if (day.plusDays(1).equals(Allowance.HELD_AFTER_ALL)) {
        goTo(at(Allowance.HELD_AFTER_ALL, 9));
        board.review(Allowance.MISSED);
        goTo(at(Allowance.HELD_AFTER_ALL.plusDays(1), 9));
        board.carryOut();
      }
    }
  }

  /// What users say of the day's first call.
  private void rate(LocalDate day) {
    for (String useCase : Raters.RATED) {
      books
          .sent(call -> call.useCase().equals(useCase) && OwnBooks.day(call.at()).equals(day))
          .stream()
          .filter(call -> call.refused().isEmpty() && !call.dear())
          .findFirst()
          .ifPresent(call -> raters.hear(callers.application(venture(useCase)), call));
    }
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
    callers.close();
    signatories.close();
    control.close();
    gateway.close();
    simulator.close();
  }
}
