package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The form that holds a review: what is decided of each use case, by its place on the page, and
/// what the review says of itself.
///
/// @param entered what was sent, where it was refused
/// @param why it was
record Minutes(Entered entered, Optional<Refused> why) {
  static final String USE_CASE = "use_case";
  private static final String DECISION = "decision";
  private static final String NARRATIVE = "narrative";
  private static final String WHY = "why";
  private static final List<String> TEXTS = List.of("decides", WHY, "owner", "due");
  private static final List<String> CHANGE = List.of("kind", "id", "on");
  private static final Pattern NUMBERED =
      Pattern.compile("decision ([0-9]+): (?:field '(?:change[.])?([^']+)')?");

  /// Blank unless it was refused.
  static Minutes of(Optional<Sent> sent) {
    return sent.map(it -> new Minutes(it.form(), it.why()))
        .orElseGet(() -> new Minutes(Entered.NOTHING, Optional.empty()));
  }

  /// The name of a field of the use case at a place.
  private static String at(int place, String field) {
    return field + "-" + place;
  }

  /// What is asked of one use case.
  List<FormField> fields(int place, JsonNode advice, Visit visit) {
    String recommended = advice.required("recommendation").asText();
    String usual = Verdict.isChange(recommended) ? recommended : "";
    String decided = entered.values().isEmpty() ? usual : entered.text(at(place, DECISION));
    return List.of(
        FormField.choice(at(place, DECISION), "Decision", Verdict.CHOICES)
            .holding(decided)
            .wrong(wrong(place, DECISION)),
        text(place, "decides", "Who decides", visit.reader()),
        text(place, "owner", "Who carries it out", ""),
        field(place, "due", "By when", "date"),
        text(place, WHY, "Why", ""),
        text(place, "kind", "What changes", "")
            .hinted("budget, limit, alias, key, gate or promotion")
            .wrong(wrong(place, "kind").or(() -> wrong(place, "change"))),
        text(place, "id", "Its id", ""),
        field(place, "on", "From when", "date"));
  }

  private FormField text(int place, String name, String label, String usual) {
    FormField field = field(place, name, label, "text");
    return entered.values().isEmpty() ? field.holding(usual) : field;
  }

  private FormField field(int place, String name, String label, String kind) {
    return FormField.of(at(place, name), label, kind)
        .holding(entered.text(at(place, name)))
        .wrong(wrong(place, name));
  }

  /// What is said of the whole.
  List<FormField> ofAll() {
    return List.of(
        FormField.of(NARRATIVE, "Notes: what the review says of itself", "area")
            .holding(entered.text(NARRATIVE))
            .wrong(why.flatMap(it -> it.of(NARRATIVE))),
        FormField.of(WHY, "Why it is held, for the audit trail", "text")
            .holding(entered.text(WHY))
            .wrong(why.filter(_ -> numbered().isEmpty()).flatMap(it -> it.of(WHY))));
  }

  /// Why it was refused, where that is about no field of the form.
  Optional<String> error() {
    boolean isBeside =
        numbered().filter(it -> it.group(2) != null).isPresent()
            || why.flatMap(Refused::field)
                .filter(field -> field.equals(NARRATIVE) || field.equals(WHY))
                .isPresent();
    return why.filter(_ -> !isBeside).map(Refused::message);
  }

  private Optional<Matcher> numbered() {
    return why.map(it -> NUMBERED.matcher(it.message())).filter(Matcher::lookingAt);
  }

  /// What is wrong with a field of the use case at a place: the API counts what was decided.
  private Optional<String> wrong(int place, String field) {
    return numbered()
        .filter(it -> field.equals(it.group(2)))
        .filter(it -> decided().indexOf(place) == Integer.parseInt(it.group(1)) - 1)
        .flatMap(_ -> why.map(Refused::message));
  }

  /// The places at which something was decided.
  private List<Integer> decided() {
    List<Integer> places = new ArrayList<>();
    for (int place = 0; entered.find(at(place, USE_CASE)).isPresent(); place++) {
      if (entered.find(at(place, DECISION)).isPresent()) {
        places.add(place);
      }
    }
    return places;
  }

  /// Holds the review of a month.
  Answered hold(Visit visit, String month) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    entered.find(NARRATIVE).ifPresent(text -> body.put(NARRATIVE, text));
    body.putArray("decisions");
    for (int place : decided()) {
      ObjectNode decision = body.withArray("/decisions").addObject();
      put(decision, USE_CASE, at(place, USE_CASE));
      put(decision, DECISION, at(place, DECISION));
      TEXTS.forEach(name -> put(decision, name, at(place, name)));
      if (CHANGE.stream().anyMatch(name -> entered.find(at(place, name)).isPresent())) {
        ObjectNode change = decision.putObject("change");
        CHANGE.forEach(name -> put(change, name, at(place, name)));
      }
    }
    String reason = Entered.encoded(entered.text(WHY));
    return visit.ask().send("POST", Reviews.api(month) + "?why=" + reason, body);
  }

  private void put(ObjectNode body, String name, String field) {
    entered.find(field).ifPresent(text -> body.put(name, text));
  }
}
