package dev.weir.view.gate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;

/// One promotion: the evidence that is signed, who has signed it, how far it has come, its end. Two
/// owners sign here, each signed in as themselves.
public final class OnePromotion implements Page {
  private static final String SIGN = "sign";
  private static final String ROLL_BACK = "roll_back";
  private static final String SHA256 = "sha256";

  @Override
  public Place place() {
    return Place.behind("/promotions/{promotion}", "Promotion", "/api/v1/promotions");
  }

  static String path(String id) {
    return "/promotions/" + Entered.encoded(id);
  }

  @Override
  public Shown open(Visit visit) {
    Line promotion = promotion(visit);
    return shown(visit, promotion, forms(visit, promotion));
  }

  private static String question(Visit visit) {
    return "/api/v1/promotions/" + Entered.encoded(visit.named("promotion"));
  }

  private static Line promotion(Visit visit) {
    return new Line(visit.ask().get(question(visit)).tree(), "");
  }

  private static Shown shown(Visit visit, Line promotion, List<Form> forms) {
    Story story = story(visit, promotion, forms);
    return Shown.page(story.title(), "console/story.jte", story);
  }

  private static Story story(Visit visit, Line promotion, List<Form> forms) {
    String useCase = promotion.text("use_case");
    Line pack = Line.of(visit.ask().get(question(visit) + "/pack"));
    return Story.of(
            "%s to %s".formatted(promotion.text("id"), promotion.words("to")),
            "Proposed by %s on %s; to be signed before %s."
                .formatted(
                    promotion.text("proposed_by"),
                    promotion.moment("at").orElseThrow().text(),
                    promotion.moment("expires").orElseThrow().text()))
        .marked(marks(promotion))
        .leadingTo(
            List.of(
                new Link("The gate", visit.to(OneGate.path(useCase, promotion.text("to")))),
                new Link("The use case", visit.to("/use-cases/" + Entered.encoded(useCase))),
                Rows.of("The evidence as it was hashed", question(visit) + "/pack")))
        .showing(PromotionFigures.figures(promotion))
        .telling(PromotionFigures.chapters(promotion, pack))
        .taking(forms);
  }

  private static List<Cell> marks(Line promotion) {
    List<Cell> marks = new ArrayList<>();
    marks.add(GateList.state(promotion.text("state")));
    marks.add(
        promotion.is("whole")
            ? Cell.of("the evidence fits its hash", Tone.GOOD)
            : Cell.of("the evidence does not fit its hash", Tone.BAD));
    promotion.find("exception").ifPresent(_ -> marks.add(Cell.of("by an exception", Tone.WARN)));
    return marks;
  }

  private static List<Form> forms(Visit visit, Line promotion) {
    return switch (promotion.text("state")) {
      case "open" ->
          visit.ask().may("POST", question(visit) + "/signatures")
              ? List.of(signing(promotion))
              : List.of();
      case "carried_out" ->
          visit.ask().may("POST", question(visit) + "/rollback")
              ? List.of(rollingBack())
              : List.of();
      default -> List.of();
    };
  }

  private static Form signing(Line promotion) {
    String sha256 = promotion.text(SHA256);
    return Form.of(
            SIGN,
            "Sign as yourself",
            "You sign the evidence above, by its SHA-256 %s. The second signature carries it out."
                .formatted(sha256),
            List.of(
                FormField.of("why", "Why", "text").hinted("what you have looked at"),
                FormField.of(SHA256, "", "hidden").holding(sha256)))
        .opened();
  }

  private static Form rollingBack() {
    return Form.of(
            ROLL_BACK,
            "Take it back at once",
            "Stage, roll-out and budget are again what they were. One owner is enough.",
            List.of(FormField.of("why", "Why", "text").hinted("what went wrong")))
        .forGood();
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    String why = "?why=" + Entered.encoded(form.text("why"));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return switch (form.text("do")) {
      case SIGN ->
          answered(
              visit,
              form,
              visit
                  .ask()
                  .send(
                      "POST",
                      question(visit) + "/signatures" + why,
                      body.put(SHA256, form.text(SHA256))));
      case ROLL_BACK ->
          answered(
              visit, form, visit.ask().send("POST", question(visit) + "/rollback" + why, body));
      default ->
          new Shown.Refusal(
              new Refused(
                  400,
                  "invalid",
                  "field 'do' is sign or roll_back, was '%s'".formatted(form.text("do"))));
    };
  }

  private static Shown answered(Visit visit, Entered form, Answered answer) {
    return switch (answer) {
      case Answered.Told _ ->
          new Shown.Elsewhere(new Link("The promotion", visit.to(path(visit.named("promotion")))));
      case Refused why -> again(visit, form, why);
    };
  }

  private static Shown again(Visit visit, Entered form, Refused why) {
    Line promotion = promotion(visit);
    List<Form> forms =
        Form.again(forms(visit, promotion), form.text("do"), form::text, why::of, why.message());
    Story story = story(visit, promotion, forms);
    return forms.isEmpty()
        ? new Shown.Refusal(why)
        : Shown.again(why, story.title(), "console/story.jte", story);
  }
}
