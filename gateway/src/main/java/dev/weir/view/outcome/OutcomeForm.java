package dev.weir.view.outcome;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The forms that tell an outcome, correct one, or take some back.
///
/// @param entered what was sent, where the page is shown again
/// @param why it was refused
record OutcomeForm(Entered entered, Optional<Refused> why) {
  static final String TELL = "tell";
  static final String TRY = "try";
  static final String VOID = "void";
  static final String USE_CASE = "use_case";
  private static final String PATH = "/api/v1/outcomes";
  private static final String WHY = "why";
  private static final String IDS = "ids";
  private static final String KPIS = "kpis";
  private static final String SHARES = "shares";
  private static final String CORRECT = "correct";
  private static final List<String> LINKS = List.of("call_id", "session_id", "ticket", "user");
  private static final List<String> TEXTS =
      List.of(
          USE_CASE,
          "outcome_id",
          "occurred_at",
          "quantity",
          "success",
          "quality",
          "value_usd",
          "time_taken_seconds");

  /// With an outcome as it was told last, to be corrected: a correction takes the place of all of
  /// it, so all of it is in the form.
  static OutcomeForm of(JsonNode history) {
    JsonNode told = history.required("rows").valueStream().toList().getLast().required("told");
    Entered kept = Entered.NOTHING.with(CORRECT, "true");
    for (Map.Entry<String, JsonNode> field : told.properties()) {
      kept = kept.with(field.getKey(), field.getValue().asText());
    }
    return new OutcomeForm(
        kept.with(KPIS, lines(told, "kpi:")).with(SHARES, lines(told, "share:")), Optional.empty());
  }

  private static String lines(JsonNode told, String prefix) {
    return told.propertyStream()
        .filter(field -> field.getKey().startsWith(prefix))
        .map(field -> field.getKey().substring(prefix.length()) + " " + field.getValue().asText())
        .collect(Collectors.joining("\n"));
  }

  private static final List<Option> SAID =
      List.of(new Option("", "By its rule"), new Option("true", "Yes"), new Option("false", "No"));

  private boolean isVoid() {
    return entered.text("do").equals(VOID);
  }

  List<FormField> tell() {
    boolean isOwn = !isVoid();
    return List.of(
        field("outcome_id", "Outcome id", "text", isOwn).hinted("the ticket's, the lead's …"),
        field("occurred_at", "Occurred", "text", isOwn).hinted("a day, or an instant of UTC"),
        field("quantity", "Units", "text", isOwn).hinted("1 if empty"),
        filled(FormField.choice("success", "A success", SAID), isOwn),
        field("quality", "Quality", "text", isOwn).hinted("0 to 1"),
        field("value_usd", "Value, USD", "text", isOwn).hinted("empty = by the formula"),
        field("ticket", "Ticket", "text", isOwn),
        field(CORRECT, "It corrects what was told before", "check", isOwn)
            .hinted("takes the place of all of it: open it by “correct” above"),
        field(WHY, "Why, for the audit trail", "text", isOwn),
        field(KPIS, "What was measured", "area", isOwn)
            .hinted("a name and its value a line, as: csat 4"));
  }

  /// Fields that are seldom filled in.
  List<FormField> rare() {
    boolean isOwn = !isVoid();
    return List.of(
        field("call_id", "Call", "text", isOwn).hinted("that it came of, as call_06F1…"),
        field("session_id", "Session", "text", isOwn),
        field("user", "User", "text", isOwn).hinted("as the calls name them"),
        field("time_taken_seconds", "Time taken, seconds", "text", isOwn),
        field(SHARES, "Shares of use cases", "area", isOwn)
            .hinted(
                "that brought it about together: a use case and its share a line, as: triage 0.4"));
  }

  List<FormField> takeBack() {
    return List.of(
        field(IDS, "Outcome ids", "area", isVoid()).hinted("one a line"),
        field(WHY, "Why", "text", isVoid()));
  }

  private FormField field(String name, String label, String kind, boolean isOwn) {
    return filled(FormField.of(name, label, kind), isOwn);
  }

  private FormField filled(FormField field, boolean isOwn) {
    return isOwn
        ? field.holding(entered.text(field.name())).wrong(why.flatMap(it -> it.of(field.name())))
        : field;
  }

  /// Why it was refused, where that is about no field.
  Optional<String> error() {
    List<FormField> all = new ArrayList<>(isVoid() ? takeBack() : tell());
    all.addAll(isVoid() ? List.of() : rare());
    List<String> names = all.stream().map(FormField::name).toList();
    return why.filter(it -> it.field().filter(names::contains).isEmpty()).map(Refused::message);
  }

  Answered send(Visit visit) {
    return isVoid()
        ? visit.ask().send("POST", PATH + "/void", voids())
        : visit
            .ask()
            .send(
                "POST",
                "%s?dry_run=%s&correct=%s&why=%s"
                    .formatted(
                        PATH,
                        entered.text("do").equals(TRY),
                        entered.text(CORRECT).equals("true"),
                        Entered.encoded(entered.text(WHY))),
                outcome());
  }

  private ObjectNode voids() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(USE_CASE, entered.text(USE_CASE)).put(WHY, entered.text(WHY));
    body.putArray(IDS);
    entered
        .text(IDS)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(body.withArray("/" + IDS)::add);
    return body;
  }

  private ObjectNode outcome() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    TEXTS.forEach(name -> entered.find(name).ifPresent(text -> body.put(name, text)));
    LINKS.forEach(
        name -> entered.find(name).ifPresent(text -> body.withObject("/links").put(name, text)));
    put(body, KPIS);
    put(body, SHARES);
    return body;
  }

  /// Lines of a name and a number.
  private void put(ObjectNode body, String field) {
    entered
        .text(field)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> {
          int cut = line.lastIndexOf(' ');
          String name = cut < 0 ? line : line.substring(0, cut).strip();
          body.withObject("/" + field).put(name, cut < 0 ? "" : line.substring(cut + 1));
        });
  }
}
