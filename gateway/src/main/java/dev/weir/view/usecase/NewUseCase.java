package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;

/// Puts a use case into the portfolio.
public final class NewUseCase implements Page {
  static final String PATH = "/new-use-case";

  private static final String ID = "id";
  private static final String TITLE = "New use case";
  private static final String LOOK = "look";
  private static final String STATEMENT = "statement";

  private static final UseCaseForm FORM = UseCaseForm.of(MissingNode.getInstance());

  @Override
  public Place place() {
    return Place.behind(PATH, TITLE, UseCaseForm.USE_CASES);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(TITLE, "console/story.jte", story(form()));
  }

  private static Form form() {
    return FORM.form(
            "Put it into the portfolio",
            "What is left out is not known yet; its page says what that keeps it from.",
            List.of(
                FormField.of(ID, "Id", "text")
                    .hinted("what calls name by the tag use_case; stays for good")),
            MissingNode.getInstance())
        .previewedBy(new Button(LOOK, "What its statement lacks"));
  }

  private static Story story(Form form) {
    return Story.of(
            TITLE, "What is to become better, for whom, who answers for it, and what it may cost.")
        .taking(List.of(form));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    return form.text("do").equals(LOOK) ? looked(visit, form) : made(visit, form);
  }

  private static Shown looked(Visit visit, Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put(STATEMENT, form.text(STATEMENT));
    return switch (visit.ask().send("POST", UseCaseForm.USE_CASES + "/lint", body)) {
      case Answered.Told(JsonNode said) ->
          Shown.page(story(form().holding(form::text)).beginning(List.of(lacking(said))));
      case Refused why -> again(why, form);
    };
  }

  private static Chapter lacking(JsonNode said) {
    return Chapter.of("lacking", "What the statement lacks", "Nothing is kept yet.")
        .listing(
            Table.of(
                "What the statement lacks",
                List.of(Column.text("Rule"), Column.text("What is missing")),
                said.required("findings")
                    .valueStream()
                    .map(finding ->
                        List.of(
                            Cell.of(Answers.words(finding.required("rule")), Tone.WARN),
                            Cells.word(finding, "message")))
                    .toList(),
                EmptyState.of("Nothing", "It says what becomes better, for whom, by how much.")));
  }

  private static Shown made(Visit visit, Entered form) {
    String id = form.text(ID);
    Answered answer = made(visit, id, FORM.document().body(MissingNode.getInstance(), form), form);
    return switch (answer) {
      case Answered.Told _ ->
          new Shown.Elsewhere(
              new Link("The use case", visit.to("/use-cases/" + Entered.encoded(id))));
      case Refused why -> again(why, form);
    };
  }

  private static Shown again(Refused why, Entered form) {
    return Shown.again(
        why,
        TITLE,
        "console/story.jte",
        story(
            form()
                .holding(form::text)
                .refused(name -> FORM.wrong(why, form, name), why.message())));
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
