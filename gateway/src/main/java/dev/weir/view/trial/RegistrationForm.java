package dev.weir.view.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.trial.RegisteringPage.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The fields of a registration, as they are entered and as the API takes them.
///
/// @param why what was sent was refused
record RegistrationForm(Entered entered, Optional<Refused> why) {
  static final String NAME = "name";
  private static final String ARMS = "arms";
  private static final List<String> ENDS = List.of("positive", "negative", "not_enough_evidence");
  private static final List<String> TEXTS =
      List.of(
          "use_case",
          "hypothesis",
          "unit",
          "design",
          "control",
          "group_by",
          "metric",
          "direction",
          "stop",
          "until");
  private static final List<String> NUMBERS =
      List.of(
          "minimum_effect",
          "baseline",
          "deviation",
          "power",
          "units_per_arm",
          "window_days",
          "covariate_days",
          "late_days",
          "unit_value_usd");

  /// Of these a plan is made.
  private static final List<String> PLAN_TEXTS =
      List.of("metric", "design", "direction", "stop", "use_case", "unit");

  private static final List<String> PLAN_NUMBERS =
      List.of("minimum_effect", "baseline", "deviation", "power");

  List<Part> parts() {
    List<Option> ends = options("scale", "continue", "optimise", "pull_back", "sunset");
    return List.of(
        new Part(
            "The claim",
            List.of(
                text(NAME, "Name").hinted("the experiment's, as small-model"),
                text("use_case", "Use case"),
                field("hypothesis", "What it is to show", "area"),
                text("metric", "Metric")
                    .hinted(
                        "success_share, cost_per_outcome, kpi:NAME, cost_per_unit, value_per_unit"
                            + " or calls_per_unit"),
                choice("direction", "Which way is better", options("increase", "decrease")),
                text("minimum_effect", "Smallest change that matters")
                    .hinted("in units of the metric"))),
        new Part(
            "Who is compared",
            List.of(
                choice(
                    "design",
                    "Design",
                    options("randomised", "difference_in_differences", "before_after")),
                text("unit", "Unit").hinted("user, session, or another tag"),
                field(ARMS, "Arms, with their weights", "area")
                    .hinted("one a line, as: large 1; of a randomised design"),
                text("control", "Which arm is the control"),
                text("group_by", "Grouped by").hinted("a tag; of a difference in differences"),
                text("treated", "Its values that change").hinted("with commas between"),
                text("untreated", "Its values that do not"))),
        new Part(
            "How many, how long",
            List.of(
                choice("stop", "When one may look", options("fixed", "sequential")),
                text("baseline", "The metric today").hinted("of a share, instead of the spread"),
                text("deviation", "Spread of a unit's figure").hinted("its standard deviation"),
                text("power", "Power").hinted("0.8 if empty"),
                text("units_per_arm", "Units of the smallest arm").hinted("Plan fills it"),
                text("window_days", "Days that count of a unit").hinted("from its exposure on"),
                text("covariate_days", "Days before that are taken out"),
                text("late_days", "Days for late outcomes").hinted("without arms; 7 if empty"),
                field("until", "Until", "date"))),
        new Part(
            "What then",
            List.of(
                choice("positive", "If it is positive", ends),
                usual(choice("negative", "If it is negative", ends), "pull_back"),
                usual(choice("not_enough_evidence", "If it cannot be told", ends), "continue"),
                text("unit_value_usd", "Worth of a success, USD"),
                field("guards", "What must not get worse", "area")
                    .hinted("a metric and its margin a line, as: success_share 0.02"),
                text("also", "Looked at beside").hinted("metrics with commas between"),
                text("why", "Why, for the audit trail"))));
  }

  private FormField text(String name, String label) {
    return field(name, label, "text");
  }

  private FormField field(String name, String label, String kind) {
    return FormField.of(name, label, kind)
        .holding(entered.text(name))
        .wrong(why.flatMap(it -> it.of(name)));
  }

  private FormField choice(String name, String label, List<Option> options) {
    return FormField.choice(name, label, options)
        .holding(entered.text(name))
        .wrong(why.flatMap(it -> it.of(name)));
  }

  private static FormField usual(FormField field, String value) {
    return field.value().isEmpty() ? field.holding(value) : field;
  }

  private static List<Option> options(String... codes) {
    return Arrays.stream(codes).map(code -> new Option(code, code.replace('_', ' '))).toList();
  }

  /// Why it was refused, where that is about no field of the form.
  Optional<String> error() {
    List<String> names = new ArrayList<>();
    parts().forEach(part -> part.fields().forEach(field -> names.add(field.name())));
    return why.filter(it -> it.field().filter(names::contains).isEmpty()).map(Refused::message);
  }

  /// As it is registered.
  ObjectNode body() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Texts.copy(entered, body, TEXTS);
    Texts.numbers(entered, body, NUMBERS);
    List.of("treated", "untreated", "also").forEach(name -> Texts.names(entered, body, name));
    Texts.lines(entered, body, ARMS, List.of("name", "weight"));
    Texts.lines(entered, body, "guards", List.of("metric", "margin"));
    Texts.copy(entered, body.putObject("decision"), ENDS);
    return body;
  }

  /// What a plan is made of.
  ObjectNode plan() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Texts.copy(entered, body, PLAN_TEXTS);
    Texts.numbers(entered, body, PLAN_NUMBERS);
    long arms = entered.text(ARMS).lines().filter(line -> !line.isBlank()).count();
    if (arms > 1) {
      body.put("comparisons", arms - 1);
    }
    return body;
  }
}
