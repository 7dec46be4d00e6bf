package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import java.util.List;
import java.util.Optional;

/// An alias, and the form that has it lead elsewhere.
public final class OneName implements Page {
  private static final String TITLE = "Alias";
  private static final String TEMPLATE = "prompt/thing.jte";
  private static final String ROUTE = "route";
  private static final List<String> FIELDS = List.of(ROUTE, "why");

  @Override
  public Place place() {
    return Place.behind("/names/{id}", TITLE, "/api/v1/names");
  }

  static String path(String id) {
    return "/names/" + Entered.encoded(id);
  }

  private static String question(Visit visit) {
    return "/api/v1/names/" + Entered.encoded(visit.named("id"));
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, TEMPLATE, page(visit, Entered.NOTHING, Edit.NONE));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Edit edit = edit(visit, form);
    ThingPage page = page(visit, edit.why().isPresent() ? form : Entered.NOTHING, edit);
    return edit.why()
        .map(why -> Shown.again(why, TITLE, TEMPLATE, page))
        .orElseGet(() -> Shown.page(TITLE, TEMPLATE, page));
  }

  private static Edit edit(Visit visit, Entered form) {
    if (form.text("do").equals("retire")) {
      return Edit.send(visit, "DELETE", question(visit), Edit.object(), form);
    }
    try {
      return Edit.send(visit, "PUT", question(visit), route(form.text(ROUTE)), form);
    } catch (Edit.Unreadable unreadable) {
      return Edit.refused(unreadable.why());
    }
  }

  /// A route as JSON, or targets in the order they are tried.
  private static ObjectNode route(String entered) throws Edit.Unreadable {
    if (entered.startsWith("{")) {
      return Edit.json(ROUTE, entered);
    }
    List<String> targets = List.of(entered.split("\\s*,\\s*", -1));
    if (targets.size() == 1) {
      return Edit.object().put("target", entered);
    }
    ObjectNode route = Edit.object();
    ArrayNode order = route.putArray("fallback");
    targets.forEach(target -> order.addObject().put("target", target));
    return route;
  }

  private static ThingPage page(Visit visit, Entered form, Edit edit) {
    Optional<JsonNode> now =
        switch (visit.ask().get(question(visit))) {
          case Answered.Told(JsonNode tree) -> Optional.of(tree);
          case Answered.Refused _ -> Optional.empty();
        };
    String id = visit.named("id");
    String written = now.map(it -> it.required(ROUTE).toString()).orElse("");
    return new ThingPage(
        "Alias " + id,
        now.map(it -> "Version %s leads to %s".formatted(it.required("version").asText(), written))
            .orElse("There is no alias of this name yet: a route makes one."),
        List.of(),
        visit.ask().may("PUT", question(visit)) ? fields(written, form, edit) : List.of(),
        now.map(it -> it.required("version").asText()).orElse("0"),
        List.of(
            new Link("What a call for it would come to", PromptTables.explained(id)),
            Rows.of("All versions", "/api/v1/history/alias/" + Entered.encoded(id))),
        edit.done(),
        edit.error(FIELDS));
  }

  private static List<FormField> fields(String written, Entered form, Edit edit) {
    return List.of(
        FormField.of(ROUTE, "Route", "area")
            .holding(form.find(ROUTE).orElse(written))
            .hinted(
                "Targets in the order they are tried, as openai/gpt-4o, other/gpt-4o; or a"
                    + " route as JSON.")
            .wrong(edit.of(ROUTE)),
        FormField.of("why", "Why", "text").holding(form.text("why")).wrong(edit.of("why")));
  }
}
