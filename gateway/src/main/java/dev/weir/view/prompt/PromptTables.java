package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.stream.Collectors;

/// Prompts, modules and aliases as tables.
final class PromptTables {
  private static final int TEXT_SHOWN = 100;
  private static final String ASKED = "model_asked";
  private static final String OF_PROMPTS = "prompt/";

  private PromptTables() {}

  static Table prompts(Visit visit, JsonNode list) {
    return Table.of(
        "Prompts and what their labels hold",
        List.of(
            Column.text("Prompt"),
            Column.number("Version"),
            Column.text("Model"),
            Column.text("Modules"),
            Column.text("Labels")),
        list.required("prompts")
            .valueStream()
            .map(prompt ->
                List.of(
                    Cell.of(OF_PROMPTS + prompt.required("id").asText())
                        .opening(visit.to(OnePrompt.path(prompt.required("id").asText()))),
                    Cell.of(prompt.required("version").asText()),
                    Cell.of(prompt.required("model").asText()),
                    Cell.of(Answers.listed(prompt.required("modules"))),
                    labels(prompt.required("labels"))))
            .toList(),
        EmptyState.of(
                "No prompt yet",
                "A prompt puts texts together, names a model, and is asked for as prompt/NAME: it"
                    + " changes without a change of the application, and each text has its cost.")
            .typed("weir prompts put support --module tone,policy --model gpt-4o"));
  }

  private static Cell labels(JsonNode labels) {
    return labels.isEmpty()
        ? Cell.of("none: no call gets it", Tone.WARN)
        : Cell.of(
            labels
                .propertyStream()
                .map(label -> "%s: %s".formatted(label.getKey(), label.getValue().asText()))
                .collect(Collectors.joining("; ")));
  }

  /// @param report by the name asked for
  static Table costs(JsonNode report, Period period) {
    return Table.of(
        "What calls for prompts cost in " + period.title(),
        List.of(
            Column.text("Name asked for"),
            Column.number("Calls"),
            Column.number("Refused"),
            Column.number("Cost", "USD"),
            Column.number("Cost per call", "USD")),
        report
            .required("rows")
            .valueStream()
            .filter(row -> asked(row).startsWith(OF_PROMPTS))
            .map(row ->
                List.of(
                    Cell.of(asked(row)).opening(Rows.calls(period, ASKED + "=" + asked(row))),
                    Cell.of(Amount.count(row.required("calls").asLong())),
                    Cell.of(Amount.count(row.required("refusals").asLong())),
                    Cell.of(Amount.usd(Answers.number(row, "cost_usd"))),
                    Cell.of(Amount.usd(Answers.number(row, "cost_per_call_usd")))))
            .toList(),
        EmptyState.of(
            "No call for a prompt in this period",
            "A call asks for prompt/NAME, or prompt/NAME@LABEL, where it would name a model."));
  }

  private static String asked(JsonNode row) {
    return row.required("group").required(ASKED).asText();
  }

  static Table aliases(Visit visit, JsonNode names) {
    return Table.of(
        "Names and where they lead",
        List.of(Column.text("Name"), Column.text("Kind"), Column.text("Leads to")),
        names
            .required("names")
            .valueStream()
            .map(name -> {
              String called = name.required("name").asText();
              String kind = name.required("kind").asText();
              return List.of(
                  Cell.of(called)
                      .opening(
                          kind.equals("alias")
                              ? visit.to(OneName.path(called))
                              : explained(called)),
                  Cell.of(kind),
                  Cell.of(name.required("leads_to").asText()));
            })
            .toList(),
        EmptyState.of(
                "No name yet",
                "An alias is a route under a name that is changed at run time, with versions.")
            .typed("weir names set support-fast --target openai/gpt-4o-mini"));
  }

  static Table modules(Visit visit, JsonNode list) {
    return Table.of(
        "Modules of prompts",
        List.of(
            Column.text("Module"),
            Column.number("Version"),
            Column.text("Role"),
            Column.text("Variables"),
            Column.text("Text")),
        list.required("modules")
            .valueStream()
            .map(module ->
                List.of(
                    Cell.of(module.required("id").asText())
                        .opening(visit.to(OneModule.path(module.required("id").asText()))),
                    Cell.of(module.required("version").asText()),
                    Cell.of(module.required("role").asText()),
                    Cell.of(variables(module.required("variables"))),
                    Cell.of(brief(module.required("text").asText()))))
            .toList(),
        EmptyState.of(
                "No module yet",
                "A module is a text with holes {{name}}; prompts name versions of modules.")
            .typed("weir modules put tone tone.txt"));
  }

  /// Where it is said what a call for a name would come to.
  static String explained(String name) {
    return "/routes?name=%s#explained".formatted(Entered.encoded(name));
  }

  static String variables(JsonNode variables) {
    return variables.isEmpty()
        ? "–"
        : variables
            .propertyStream()
            .map(each ->
                each.getValue().path("required").asBoolean()
                    ? each.getKey() + ", given by each call"
                    : "%s, else '%s'"
                        .formatted(each.getKey(), each.getValue().path("otherwise").asText()))
            .collect(Collectors.joining("; "));
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= TEXT_SHOWN ? line : line.substring(0, TEXT_SHOWN) + "…";
  }

  /// Experiments that name what calls ask for, or that try prompts.
  static Table experiments(JsonNode list) {
    return Table.of(
        "Experiments on names and prompts",
        List.of(
            Column.text("Experiment"),
            Column.text("State"),
            Column.text("Calls for"),
            Column.text("Arms")),
        list.required("experiments")
            .valueStream()
            .filter(it -> isAboutNames(it.required("definition")))
            .map(it ->
                List.of(
                    Cell.of(it.required("id").asText())
                        .opening(
                            Rows.path(
                                "/api/v1/experiments/"
                                    + Entered.encoded(it.required("id").asText()))),
                    it.required("running").asBoolean()
                        ? Cell.of("Running", Tone.GOOD)
                        : Cell.of("Not running", Tone.QUIET),
                    Cell.of(
                        it.required("definition").path("asked").isEmpty()
                            ? "any name"
                            : Answers.listed(it.required("definition").path("asked"))),
                    Cell.of(arms(it.required("definition").path("arms")))))
            .toList(),
        EmptyState.of(
            "No experiment on a prompt",
            "An arm of an experiment may ask for another prompt or model; a label's split tries"
                + " versions without one."));
  }

  private static boolean isAboutNames(JsonNode definition) {
    return !definition.path("asked").isEmpty()
        || definition.path("arms").valueStream().anyMatch(arm -> arm.hasNonNull("prompt"));
  }

  private static String arms(JsonNode arms) {
    return arms.valueStream()
        .map(arm -> {
          String what = arm.path("prompt").asText(arm.path("model").asText());
          String name = "%s %s".formatted(arm.path("name").asText(), arm.path("weight").asText());
          return what.isEmpty() ? name : "%s: %s".formatted(name, what);
        })
        .collect(Collectors.joining("; "));
  }
}
