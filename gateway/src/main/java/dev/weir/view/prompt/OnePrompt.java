package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.prompt.OnePromptPage.Changed;
import dev.weir.view.prompt.OnePromptPage.Line;
import dev.weir.view.prompt.OnePromptPage.Part;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A prompt, and the forms that put another version of it or change what a label holds.
public final class OnePrompt implements Page {
  private static final String TITLE = "Prompt";
  private static final String TEMPLATE = "prompt/prompt.jte";

  @Override
  public Place place() {
    return Place.behind("/prompts/{id}", TITLE, "/api/v1/prompts");
  }

  static String path(String id) {
    return "/prompts/" + Entered.encoded(id);
  }

  static String question(Visit visit) {
    return "/api/v1/prompts/" + Entered.encoded(visit.named("id"));
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, TEMPLATE, page(visit, Entered.NOTHING, Edit.NONE));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Edit edit = PromptForms.edit(visit, form);
    OnePromptPage page = page(visit, edit.why().isPresent() ? form : Entered.NOTHING, edit);
    return edit.why()
        .map(why -> Shown.again(why, TITLE, TEMPLATE, page))
        .orElseGet(() -> Shown.page(TITLE, TEMPLATE, page));
  }

  private static OnePromptPage page(Visit visit, Entered form, Edit edit) {
    Optional<JsonNode> now =
        switch (visit.ask().get(question(visit))) {
          case Answered.Told(JsonNode tree) -> Optional.of(tree);
          case Answered.Refused _ -> Optional.empty();
        };
    Answered diff = visit.ask().get(question(visit) + "/diff");
    String cost = question(visit) + "/cost?" + visit.period().range();
    JsonNode costs = visit.ask().get(cost).tree();
    boolean mayChange = visit.ask().may("PUT", question(visit));
    return new OnePromptPage(
        "prompt/" + visit.named("id"),
        now.map(Told::version).orElse("There is no such prompt yet: its first version makes it."),
        now.map(it -> it.required("version").asText()).orElse("0"),
        labels(now, visit.named("id")),
        now.map(OnePrompt::parts).orElse(List.of()),
        diff instanceof Answered.Told(JsonNode told) ? difference(told) : List.of(),
        diff instanceof Answered.Refused why ? Optional.of(why.message()) : Optional.empty(),
        costs(costs, cost, visit.period().title()),
        mayChange ? PromptForms.putting(now, form, edit) : List.of(),
        mayChange && now.isPresent() ? PromptForms.labelling(form, edit) : List.of(),
        List.of(
            Rows.of(
                "All versions", "/api/v1/history/prompt/" + Entered.encoded(visit.named("id")))),
        edit.done(),
        edit.error(PromptForms.FIELDS));
  }

  private static Table labels(Optional<JsonNode> prompt, String id) {
    return Table.of(
        "What calls get, by label",
        List.of(Column.text("Asked for as"), Column.text("Holds version")),
        prompt.stream()
            .flatMap(it -> it.required("labels").propertyStream())
            .map(label ->
                List.of(
                    Cell.of("prompt/%s@%s".formatted(id, label.getKey()))
                        .opening(
                            PromptTables.explained("prompt/%s@%s".formatted(id, label.getKey()))),
                    Cell.of(label.getValue().asText())))
            .toList(),
        EmptyState.of(
            "No label yet", "No call gets this prompt before a label holds a version of it."));
  }

  private static List<Part> parts(JsonNode prompt) {
    return prompt
        .required("modules")
        .valueStream()
        .map(module ->
            new Part(
                "%s@%s"
                    .formatted(
                        module.required("module").asText(), module.required("version").asText()),
                module.required("role").asText(),
                module.required("text").asText()))
        .toList();
  }

  private static List<Changed> difference(JsonNode told) {
    List<Changed> settings =
        told.required("settings")
            .valueStream()
            .map(it ->
                new Changed(
                    it.required("name").asText(),
                    "setting",
                    List.of(
                        new Line("-", it.required("before").asText()),
                        new Line("+", it.required("after").asText()))))
            .toList();
    List<Changed> modules =
        told.required("modules")
            .valueStream()
            .map(it ->
                new Changed(
                    it.required("module").asText(),
                    "version %s, then %s"
                        .formatted(state(it.path("before")), state(it.path("after"))),
                    it.required("lines").valueStream().map(OnePrompt::line).toList()))
            .toList();
    return Stream.concat(settings.stream(), modules.stream()).toList();
  }

  private static String state(JsonNode state) {
    return state.isObject() ? state.required("version").asText() : "none";
  }

  private static Line line(JsonNode line) {
    String text = line.asText();
    return text.isEmpty() ? new Line(" ", "") : new Line(text.substring(0, 1), text.substring(1));
  }

  private static Table costs(JsonNode costs, String question, String period) {
    return Table.of(
            "What the input of calls cost in %s, by module".formatted(period),
            List.of(
                Column.text("Module"),
                Column.number("Version"),
                Column.number("Calls"),
                Column.number("Tokens"),
                Column.number("Cost", "USD")),
            costs
                .required("modules")
                .valueStream()
                .map(line ->
                    List.of(
                        Cell.of(line.required("module").asText()).opening(Rows.path(question)),
                        Cell.of(line.required("version").asText()),
                        Cell.of(Amount.count(line.required("calls").asLong())),
                        Cell.of(Amount.count(line.required("tokens").asLong())),
                        Cell.of(Amount.usd(Answers.number(line, "cost_usd")))))
                .toList(),
            EmptyState.of(
                "No call for this prompt in this period",
                "Each text of a prompt is charged its part of the input of every call."))
        .summedUp(
            List.of(
                Cell.of("All input"),
                Cell.of(""),
                Cell.of(""),
                Cell.of(""),
                Cell.of(Amount.usd(Answers.number(costs, "cost_usd")))));
  }
}
