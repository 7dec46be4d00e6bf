package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// A module of prompts, and the form that puts another version of it.
public final class OneModule implements Page {
  private static final String PATH = "/modules/{id}";
  private static final String TEMPLATE = "prompt/thing.jte";
  private static final List<String> FIELDS = List.of("role", "text", "variables", "why");

  @Override
  public Place place() {
    return Place.behind(PATH, "Module", "/api/v1/modules");
  }

  static String path(String id) {
    return "/modules/" + Entered.encoded(id);
  }

  private static String question(Visit visit) {
    return "/api/v1/modules/" + Entered.encoded(visit.named("id"));
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page("Module", TEMPLATE, page(visit, Entered.NOTHING, Edit.NONE));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Edit edit = edit(visit, form);
    Entered kept = edit.why().isPresent() ? form : Entered.NOTHING;
    ThingPage page = page(visit, kept, edit);
    return edit.why()
        .map(why -> Shown.again(why, "Module", TEMPLATE, page))
        .orElseGet(() -> Shown.page("Module", TEMPLATE, page));
  }

  private static Edit edit(Visit visit, Entered form) {
    if (form.text("do").equals("retire")) {
      return Edit.send(visit, "DELETE", question(visit), Edit.object(), form);
    }
    ObjectNode body = Edit.object().put("role", form.text("role")).put("text", form.text("text"));
    try {
      if (form.find("variables").isPresent()) {
        body.set("variables", Edit.json("variables", form.text("variables")));
      }
    } catch (Edit.Unreadable unreadable) {
      return Edit.refused(unreadable.why());
    }
    return Edit.send(visit, "PUT", question(visit), body, form);
  }

  private static ThingPage page(Visit visit, Entered form, Edit edit) {
    Optional<JsonNode> now =
        switch (visit.ask().get(question(visit))) {
          case Answered.Told(JsonNode tree) -> Optional.of(tree);
          case Answered.Refused _ -> Optional.empty();
        };
    String id = visit.named("id");
    return new ThingPage(
        "Module " + id,
        now.map(Told::version)
            .orElse("There is no module of this name yet: a text with holes {{name}} makes one."),
        now.map(OneModule::text).stream().toList(),
        visit.ask().may("PUT", question(visit)) ? fields(now, form, edit) : List.of(),
        now.map(it -> it.required("version").asText()).orElse("0"),
        now.isPresent()
            ? List.of(Rows.of("All versions", "/api/v1/history/module/" + Entered.encoded(id)))
            : List.of(),
        edit.done(),
        edit.error(FIELDS));
  }

  private static Table text(JsonNode module) {
    return Table.of(
        "What is in force",
        List.of(Column.text("Role"), Column.text("Text"), Column.text("Variables")),
        List.of(
            List.of(
                Cell.of(module.required("role").asText()),
                Cell.of(module.required("text").asText()),
                Cell.of(PromptTables.variables(module.required("variables"))))),
        EmptyState.of("No text", "The module is not there."));
  }

  /// @param form what was sent; nothing = what is in force
  private static List<FormField> fields(Optional<JsonNode> now, Entered form, Edit edit) {
    return List.of(
        FormField.choice(
                "role",
                "Role",
                List.of(
                    new Option("system", "System"),
                    new Option("user", "User"),
                    new Option("assistant", "Assistant")))
            .holding(
                form.find("role").orElse(now.map(it -> it.path("role").asText()).orElse("system")))
            .wrong(edit.of("role")),
        FormField.of("text", "Text", "area")
            .holding(form.find("text").orElse(now.map(it -> it.path("text").asText()).orElse("")))
            .hinted("With holes as {{customer}}; no prompt changes by this.")
            .wrong(edit.of("text")),
        FormField.of("variables", "Variables that have a default", "area")
            .holding(form.find("variables").orElse(now.map(OneModule::defaults).orElse("")))
            .hinted(
                "As {\"days\":{\"otherwise\":\"30\"}}; any other hole must be filled by each call.")
            .wrong(edit.of("variables")),
        FormField.of("why", "Why", "text").holding(form.text("why")).wrong(edit.of("why")));
  }

  /// The variables as the API takes them.
  private static String defaults(JsonNode module) {
    ObjectNode all = Edit.object();
    module
        .required("variables")
        .properties()
        .forEach(each -> {
          ObjectNode variable = ((ObjectNode) each.getValue()).deepCopy();
          variable.remove("required");
          all.set(each.getKey(), variable);
        });
    return all.isEmpty() ? "" : all.toString();
  }
}
