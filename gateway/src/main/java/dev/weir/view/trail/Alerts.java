package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What people were told, whether it arrived, and where alerts go.
public final class Alerts implements Page {
  private static final String PATH = "/alerts";
  private static final String API = "/api/v1/alerts";
  private static final String TEST = API + "/test";
  private static final String RECEIVER = "receiver";
  private static final String BEFORE = "before";
  private static final String TEMPLATE = "trail/alerts.jte";
  private static final String LOG = "log";
  private static final EmptyState NONE =
      EmptyState.of(
          "No alert yet",
          "A budget that reached its share, a bill beyond what was reserved, another model under"
              + " the same name, a key used beside the gateway and a use case that outgrew its"
              + " scope are told here.");

  @Override
  public Place place() {
    return Place.in(Section.DESK, PATH, "Alerts", API);
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode receivers = receivers(visit);
    return Shown.page(
        "Alerts", TEMPLATE, page(visit, receivers, form(visit, receivers), Optional.empty()));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    String to = form.text(RECEIVER);
    Answered tried =
        visit.ask().send("POST", TEST, JsonNodeFactory.instance.objectNode().put(RECEIVER, to));
    JsonNode receivers = receivers(visit);
    Optional<Form> test = form(visit, receivers).map(it -> it.holding(form::text));
    return switch (tried) {
      case Answered.Told(JsonNode told) when told.required("taken").asBoolean() ->
          Shown.page(
              "Alerts",
              TEMPLATE,
              page(visit, receivers, test, Optional.of("%s took the test.".formatted(to))));
      case Answered.Told(JsonNode told) ->
          Shown.page(
              "Alerts",
              TEMPLATE,
              page(
                  visit,
                  receivers,
                  test.map(it ->
                      it.refused(
                          _ -> Optional.empty(),
                          "%s did not take it: %s"
                              .formatted(to, told.required("problem").asText()))),
                  Optional.empty()));
      case Answered.Refused why ->
          Shown.again(
              why,
              "Alerts",
              TEMPLATE,
              page(
                  visit,
                  receivers,
                  test.map(it -> it.refused(why::of, why.message())),
                  Optional.empty()));
    };
  }

  private static JsonNode receivers(Visit visit) {
    return visit.ask().get("/api/v1/status").tree().required("alerts");
  }

  /// There is somebody to send a test to, and this person may.
  private static Optional<Form> form(Visit visit, JsonNode receivers) {
    List<FormField.Option> names =
        receivers
            .valueStream()
            .map(each -> each.required("name").asText())
            .filter(name -> !name.equals(LOG))
            .map(name -> new FormField.Option(name, name))
            .toList();
    return names.isEmpty() || !visit.ask().may("POST", TEST)
        ? Optional.empty()
        : Optional.of(
            Form.of(
                "test",
                "Send a test",
                "At once, past what waits; it is no alert and is not tried again.",
                List.of(FormField.choice(RECEIVER, "To", names))));
  }

  private static AlertsPage page(
      Visit visit, JsonNode receivers, Optional<Form> test, Optional<String> notice) {
    String question =
        visit
            .query()
            .find(BEFORE)
            .map(before -> Entered.NOTHING.with(BEFORE, before).after(API))
            .orElse(API);
    JsonNode told = visit.ask().get(question).tree();
    return new AlertsPage(
        notice,
        Table.of(
            "Alerts, newest first",
            List.of(
                Column.text("What"),
                Column.text("When"),
                Column.text("Of"),
                Column.number("Reached", "%"),
                Column.number("Amount", "USD"),
                Column.number("Limit", "USD"),
                Column.text("Delivered")),
            told.required("alerts").valueStream().map(each -> line(visit, each)).toList(),
            NONE),
        Optional.ofNullable(told.get("next"))
            .map(next ->
                new Link("Older alerts", visit.query().with(BEFORE, next.asText()).after(PATH))),
        receivers(receivers),
        receivers.size() > 1 ? Optional.empty() : Optional.of(onlyTheLog()),
        test);
  }

  private static List<Cell> line(Visit visit, JsonNode alert) {
    return List.of(
        Cell.of(word(alert.required("kind").asText())),
        Cell.of(Moment.of(Instant.parse(alert.required("reached_at").asText()))),
        of(visit, alert),
        Cell.of(Answers.number(alert, "share").map(Amount::share).orElse(new Amount("–", "", "%"))),
        Cell.of(Amount.usd(Answers.number(alert, "amount_usd"))),
        Cell.of(Amount.usd(Answers.number(alert, "limit_usd"))),
        alert.required("delivered").asBoolean()
            ? Cell.of("delivered", Tone.GOOD)
            : Cell.of(
                alert
                    .required("waiting_for")
                    .valueStream()
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", ", "waits for ", "")),
                Tone.WARN));
  }

  private static Cell of(Visit visit, JsonNode alert) {
    String rule = alert.required("rule").asText();
    String value = alert.required("value").asText();
    if (!rule.isEmpty()) {
      return Cell.of(value.isEmpty() ? rule : rule + ", " + value)
          .opening(visit.to("/budgets/" + Entered.encoded(rule)));
    }
    return alert.hasNonNull("call")
        ? Cell.of(value.isEmpty() ? alert.get("call").asText() : value)
            .opening(visit.to(Rows.call(alert.get("call").asText())))
        : Cell.of(value);
  }

  private static String word(String kind) {
    return switch (kind) {
      case "budget_threshold" -> "budget reached its share";
      case "overrun" -> "charged beyond what was reserved";
      case "model_drift" -> "another model answers";
      case "bypass" -> "used beside the gateway";
      case "scope_growth" -> "outgrew its scope";
      default -> Audit.words(kind);
    };
  }

  private static Table receivers(JsonNode receivers) {
    return Table.of(
        "Receivers, since the gateway started",
        List.of(
            Column.text("Receiver"),
            Column.text("State"),
            Column.number("Taken"),
            Column.number("Failed tries"),
            Column.number("Waiting"),
            Column.text("Last failure")),
        receivers.valueStream().map(Alerts::receiver).toList(),
        NONE);
  }

  private static List<Cell> receiver(JsonNode receiver) {
    long waiting = receiver.required("waiting").asLong();
    return List.of(
        Cell.of(receiver.required("name").asText()),
        waiting == 0
            ? Cell.of("nothing waits", Tone.GOOD)
            : Cell.of(
                receiver.hasNonNull("oldest_waiting")
                    ? "waiting since "
                        + Moment.of(Instant.parse(receiver.get("oldest_waiting").asText())).text()
                    : "waiting",
                Tone.WARN),
        Cell.of(Amount.count(receiver.required("delivered").asLong())),
        Cell.of(Amount.count(receiver.required("failed").asLong())),
        Cell.of(Amount.count(waiting)),
        Cell.of(
            receiver.hasNonNull("last_failure")
                ? "%s: %s"
                    .formatted(
                        Moment.of(Instant.parse(receiver.at("/last_failure/at").asText())).text(),
                        receiver.at("/last_failure/reason").asText())
                : "–"));
  }

  private static EmptyState onlyTheLog() {
    return EmptyState.of(
            "Only the log is told",
            "Name those who are to be told in weir.yaml, and start the gateway again.")
        .typed(
            """
            alerts:
              slack:
                - name: finops
                  url: env:SLACK_WEBHOOK
              mail:
                - name: owners
                  server: smtp.example.org:587
                  from: weir@example.org
                  to: [ finops@example.org ]
              webhooks:
                - url: https://hooks.example.org/weir
                  secret: env:WEIR_HOOK_SECRET
            """
                .strip());
  }
}
