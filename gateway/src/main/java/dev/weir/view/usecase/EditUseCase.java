package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import java.util.List;

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
    FormField version = FormField.of(VERSION, "", "hidden").holding(page.text(VERSION));
    JsonNode known = page.at("use_case").node();
    Form save =
        UseCaseForm.of(known)
            .form(
                "Save it",
                "Each change is a version with who, when and why.",
                List.of(version),
                known);
    Form retire =
        Form.of(
                RETIRE,
                "Take it out of the portfolio",
                "At idea, poc or sunset alone. Its history and its spend stay.",
                List.of(
                    version,
                    FormField.of(UseCaseForm.WHY, "Why", "text").hinted("for the history")))
            .forGood();
    return List.of(save, retire);
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
    JsonNode known = page(subject).at("use_case").node();
    return send(subject, "PUT", form, UseCaseForm.of(known).document().body(known, form));
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
    Line page = page(subject);
    UseCaseForm own = UseCaseForm.of(page.at("use_case").node());
    List<Form> forms =
        Form.again(
            forms(page),
            form.text("do"),
            form::text,
            name -> own.wrong(why, form, name),
            why.message());
    Story story = story(subject, forms);
    return Shown.again(why, story.title(), "console/story.jte", story);
  }
}
