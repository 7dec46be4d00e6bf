package dev.weir.acceptance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Who calls in the scripted company, each use case by an application of its own. A seed decides
/// who asks what, and whether it comes to something.
final class Callers implements AutoCloseable {
  /// When somebody begins to have the voice agent read whole conversations again with each call.
  private static final Instant GROWN =
      LocalDate.of(ScriptedYear.YEAR, 5, 1).atStartOfDay().toInstant(ZoneOffset.UTC);

  private final DrivenGatewayProcess gateway;
  private final OwnBooks books;
  private final Random random;
  private final Map<String, Application> applications = new HashMap<>();
  private int sessions;

  Callers(DrivenGatewayProcess gateway, OwnBooks books, Random random) {
    this.gateway = gateway;
    this.books = books;
    this.random = random;
  }

  /// What came of a call.
  ///
  /// @param drawn of one that an experiment put into an arm
  record Came(Venture venture, Instant at, boolean success, Optional<OwnBooks.Drawn> drawn) {}

  /// As a key for a use case is asked for.
  static String key(Venture venture, String environment) {
    return """
    {"name": "%s", "trusts_user_tags": true, "settable_tags": ["session"], "fixed_tags":
      {"use_case": "%s", "department": "operations", "role": "service", "environment": "%s",
       "cost_centre": "%s"}}
    """
        .formatted(venture.id(), venture.id(), environment, venture.costCentre());
  }

  void equip(Venture venture, ControlPlane control) {
    applications.put(
        venture.id(), new Application(gateway.uri(), control.key(key(venture, "test"))));
  }

  Application application(Venture venture) {
    return Optional.ofNullable(applications.get(venture.id())).orElseThrow();
  }

  /// A morning's calls of a use case; each answer comes to something.
  List<Came> morning(Venture venture) {
    List<Came> came = new ArrayList<>();
    for (int i = 0; i < venture.weekly(); i++) {
      Web.Answer answer = ask(venture, Map.of());
      boolean success = random.nextInt(100) < venture.succeeds();
      if (answer.status() == 200) {
        came.add(new Came(venture, gateway.now(), success, Optional.empty()));
      }
    }
    return came;
  }

  /// A week's sessions of an experiment: each has an arm, and comes to what is true of it.
  List<Came> sessions(Trial trial) {
    List<Came> came = new ArrayList<>();
    for (int i = 0; i < Trial.SESSIONS_A_WEEK; i++) {
      String session = "s-" + ++sessions;
      Web.Answer answer = ask(trial.venture(), Map.of("x-weir-session", session)).expect(200);
      String arm = answer.header("x-weir-arm");
      boolean success = random.nextInt(100) < trial.succeeds(arm);
      Optional<OwnBooks.Drawn> drawn = Optional.of(new OwnBooks.Drawn(session, arm));
      came.add(new Came(trial.venture(), gateway.now(), success, drawn));
    }
    return came;
  }

  private Web.Answer ask(Venture venture, Map<String, String> tags) {
    String user = venture.userNames().get(random.nextInt(venture.users()));
    int input = (venture.input() / 2 + random.nextInt(venture.input())) * prompts(venture);
    int output = venture.output() / 2 + random.nextInt(venture.output());
    String prompt =
        "Do it. [[sim in=%d out=%d cached=%d]]".formatted(input, output, venture.cached(input));
    String body = Application.body(venture.wire(), venture.model(), prompt, output);
    Map<String, String> headers = new HashMap<>(tags);
    headers.put("x-weir-user", user);
    Web.Answer answer = application(venture).ask(venture.wire(), headers, body);
    note(venture, user, false, answer.status() == 200 ? answer : answer.expect(403));
    return answer;
  }

  private int prompts(Venture venture) {
    boolean grown = !gateway.now().isBefore(GROWN);
    return venture.id().equals(ScriptedYear.VOICE) && grown ? 12 : 1;
  }

  /// One that may come to as much as a call can.
  void askDearly(Venture venture) {
    String user = venture.userNames().getFirst();
    Web.Answer answer =
        application(venture).ask(venture.wire(), Map.of("x-weir-user", user), Allowance.dear());
    note(venture, user, true, answer.status() == 200 ? answer : answer.expect(402));
  }

  private void note(Venture venture, String user, boolean dear, Web.Answer answer) {
    Optional<String> refused =
        answer.status() == 200 ? Optional.empty() : Optional.of(Refusals.kind(answer));
    books.sent(
        new OwnBooks.Sent(
            venture.id(), user, gateway.now(), answer.header("x-weir-call-id"), dear, refused));
  }

  @Override
  public void close() {
    applications.values().forEach(Application::close);
  }
}
