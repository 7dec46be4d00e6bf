package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Line;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import java.util.List;
import java.util.Set;

/// Changes what is said of a use case, or takes it out of the portfolio.
public final class EditUseCase implements Page {
  private static final String RETIRE = "retire";
  private static final String VERSION = "version";

  @Override
  public Place place() {
    return Place.behind(path().formatted("{id}"), "Change a use case", UseCaseForm.USE_CASES);
  }

  static String path() {
    return "/use-cases/%s/edit";
  }

  @Override
  public Shown open(Visit visit) {
    Subject subject = Subject.of(visit);
    Story story = story(subject, forms(page(subject)));
    return Shown.page(story.title(), "console/story.jte", story);
  }

  private static Line page(Subject subject) {
    return new Line(subject.visit().ask().get(subject.about("/api/v1/use-cases/%s")).tree(), "");
  }

  private static List<Form> forms(Line page) {
    FormField version = FormField.of(VERSION, "", "hidden");
    Form save =
        UseCaseForm.of(
            "Save it", "Each change is a version with who, when and why.", List.of(version));
    Form retire =
        Form.of(
                RETIRE,
                "Take it out of the portfolio",
                "At idea, poc or sunset alone. Its history and its spend stay.",
                List.of(
                    version,
                    FormField.of(UseCaseForm.WHY, "Why", "text").hinted("for the history")))
            .forGood();
    JsonNode known = page.at("use_case").node();
    return List.of(
        save.holding(
            field -> field.equals(VERSION) ? page.text(VERSION) : UseCaseForm.known(known, field)),
        retire.holding(field -> field.equals(VERSION) ? page.text(VERSION) : ""));
  }

  private static Story story(Subject subject, List<Form> forms) {
    return Story.of("Change " + subject.id(), "What is written here holds from the next call on.")
        .leadingTo(List.of(subject.to("Back to it", UseCase.path())))
        .taking(forms);
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Subject subject = Subject.of(visit);
    return switch (form.text("do")) {
      case UseCaseForm.SAVE ->
          switch (saved(subject, form)) {
            case Answered.Told _ -> elsewhere(subject.to("It", UseCase.path()));
            case Refused why -> again(subject, form, why);
          };
      case RETIRE ->
          switch (send(subject, "DELETE", form, JsonNodeFactory.instance.objectNode())) {
            case Answered.Told _ -> elsewhere(subject.to("All", "/portfolio"));
            case Refused why -> again(subject, form, why);
          };
      default ->
          new Shown.Refusal(
              new Refused(
                  400,
                  "invalid",
                  "field 'do' is save or retire, was '%s'".formatted(form.text("do"))));
    };
  }

  private static Shown elsewhere(Link where) {
    return new Shown.Elsewhere(where);
  }

  private static Answered saved(Subject subject, Entered form) {
    return switch (UseCaseForm.body(form)) {
      case Answered.Told(JsonNode body) -> send(subject, "PUT", form, (ObjectNode) body);
      case Refused why -> why;
    };
  }

  private static Answered send(Subject subject, String method, Entered form, ObjectNode body) {
    return subject
        .visit()
        .ask()
        .send(
            method,
            "%s?why=%s&expected_version=%s"
                .formatted(
                    subject.about("/api/v1/use-cases/%s"),
                    Entered.encoded(form.text(UseCaseForm.WHY)),
                    Entered.encoded(form.text(VERSION))),
            body);
  }

  private static Shown again(Subject subject, Entered form, Refused why) {
    List<Form> forms =
        forms(page(subject)).stream()
            .map(each ->
                each.does().equals(form.text("do"))
                    ? each.holding(form::text)
                        .refused(
                            name -> UseCaseForm.wrong(why, name, Set.of(VERSION)), why.message())
                    : each)
            .toList();
    Story story = story(subject, forms);
    return Shown.again(why, story.title(), "console/story.jte", story);
  }
}
