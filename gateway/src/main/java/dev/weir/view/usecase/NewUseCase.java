package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
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

/// Puts a use case into the portfolio.
public final class NewUseCase implements Page {
  static final String PATH = "/new-use-case";

  private static final String ID = "id";
  private static final String TITLE = "New use case";

  @Override
  public Place place() {
    return Place.behind(PATH, TITLE, UseCaseForm.USE_CASES);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, "console/story.jte", story(form()));
  }

  private static Form form() {
    return UseCaseForm.of(
        "Put it into the portfolio",
        "What is left out is not known yet; its page says what that keeps it from.",
        List.of(
            FormField.of(ID, "Id", "text")
                .hinted("what calls name by the tag use_case; stays for good")));
  }

  private static Story story(Form form) {
    return Story.of(
            TITLE, "What is to become better, for whom, who answers for it, and what it may cost.")
        .taking(List.of(form));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    String id = form.text(ID);
    Answered answer =
        switch (UseCaseForm.body(form)) {
          case Answered.Told(JsonNode body) -> made(visit, id, (ObjectNode) body, form);
          case Refused why -> why;
        };
    return switch (answer) {
      case Answered.Told _ ->
          new Shown.Elsewhere(
              new Link("The use case", visit.to("/use-cases/" + Entered.encoded(id))));
      case Refused why ->
          Shown.again(
              why,
              TITLE,
              "console/story.jte",
              story(
                  form()
                      .holding(form::text)
                      .refused(name -> UseCaseForm.wrong(why, name, Set.of(ID)), why.message())));
    };
  }

  private static Answered made(Visit visit, String id, ObjectNode body, Entered form) {
    return id.isEmpty()
        ? new Refused(400, "invalid", "field 'id' is missing")
        : visit
            .ask()
            .send(
                "PUT",
                "%s/%s?expected_version=0&why=%s"
                    .formatted(
                        UseCaseForm.USE_CASES,
                        Entered.encoded(id),
                        Entered.encoded(form.text(UseCaseForm.WHY))),
                body);
  }
}
