package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept under a name: one's own links, and what others share.
///
/// @param views in the API's order
/// @param fields by which this one is kept
/// @param error why it was not kept, where it is no field's
public record SavedViews(List<View> views, List<FormField> fields, Optional<String> error) {
  private static final String API = "/api/v1/views";
  private static final String NAME = "name";
  private static final String SHARED = "shared";
  private static final String MOVING = "moving";
  private static final String DO = "do";
  private static final String FORGET = "forget";

  /// @param by who shares it; empty = one's own
  /// @param isShared of one's own
  /// @param isMoving whether it is about the month in which it is opened
  public record View(Link link, String by, boolean isShared, boolean isMoving) {}

  public SavedViews {
    views = List.copyOf(views);
    fields = List.copyOf(fields);
  }

  /// @param entered what was sent and refused; nothing otherwise
  static SavedViews of(Visit visit, Entered entered, Optional<Answered.Refused> refused) {
    List<View> views = new ArrayList<>();
    for (JsonNode view : visit.ask().get(API).tree().required("views")) {
      String link = view.required("link").asText();
      views.add(
          new View(
              new Link(view.required(NAME).asText(), link),
              view.required("own").asBoolean() ? "" : view.required("owner").asText(),
              view.required(SHARED).asBoolean(),
              !link.contains(Period.NAME + "=")));
    }
    FormField name =
        FormField.of(NAME, "Keep this view as", "text")
            .holding(entered.text(NAME))
            .wrong(refused.flatMap(why -> why.of(NAME)));
    FormField shared =
        FormField.of(SHARED, "Others see it too", "check").holding(entered.text(SHARED));
    FormField moving =
        FormField.of(MOVING, "Always of the current month", "check").holding(entered.text(MOVING));
    return new SavedViews(
        views,
        List.of(name, shared, moving),
        refused.filter(why -> why.of(NAME).isEmpty()).map(Answered.Refused::message));
  }

  /// Keeps a link, or forgets one's own.
  static Answered change(Visit visit, Entered form, Question question) {
    String name = form.text(NAME);
    if (name.isEmpty()) {
      return new Answered.Refused(400, "invalid", "field 'name' is missing: a view has a name");
    }
    String view = API + "/" + Entered.encoded(name) + "?why=kept+in+the+console";
    String link = (form.find(MOVING).isPresent() ? question.moving() : question).path();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return form.text(DO).equals(FORGET)
        ? visit.ask().send("DELETE", view, body)
        : visit
            .ask()
            .send("PUT", view, body.put("link", link).put(SHARED, form.find(SHARED).isPresent()));
  }
}
