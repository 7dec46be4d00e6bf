package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a held review decided, how far that is, and the forms that say it is carried out.
///
/// @param closings one for each decision that waits, for whoever may say so
public record Decided(Table table, List<Closing> closings) {
  static final String USE_CASE = "use_case";
  private static final String NOTE = "note";
  private static final String WHY = "why";

  public Decided {
    closings = List.copyOf(closings);
  }

  /// A decision that waits.
  ///
  /// @param what it is, in a line
  /// @param error why it was not taken, where that is about no field
  public record Closing(
      String useCase, String what, Optional<String> error, List<FormField> fields) {
    public Closing {
      fields = List.copyOf(fields);
    }
  }

  static Decided of(Visit visit, JsonNode review, Optional<Sent> sent) {
    String month = review.required("month").asText();
    List<List<Cell>> rows = new ArrayList<>();
    List<Closing> closings = new ArrayList<>();
    for (JsonNode line : visit.ask().get(Reviews.API + "/decisions").tree().path("decisions")) {
      if (line.required("month").asText().equals(month)) {
        rows.add(row(line, why(review, line)));
        if (!line.required("standing").asText().equals("done")
            && visit.ask().may("POST", path(month, line.required(USE_CASE).asText()))) {
          closings.add(closing(line, sent));
        }
      }
    }
    Table table =
        Table.of(
            "Decisions",
            List.of(
                Column.text("Use case"),
                Column.text("Decided"),
                Column.text("By"),
                Column.text("Why"),
                Column.text("Carried out by"),
                Column.text("Owner"),
                Column.text("Due"),
                Column.text("Standing")),
            rows,
            EmptyState.of("Nothing was decided", "The review was held with no decision."));
    return new Decided(table, closings);
  }

  /// Says that one is carried out.
  static Answered close(Visit visit, String month, Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put(NOTE, form.text(NOTE));
    return visit
        .ask()
        .send(
            "POST",
            path(month, form.text(USE_CASE)) + "?why=" + Entered.encoded(form.text(WHY)),
            body);
  }

  private static String path(String month, String useCase) {
    return "%s/decisions/%s/closure".formatted(Reviews.api(month), Entered.encoded(useCase));
  }

  private static String why(JsonNode review, JsonNode line) {
    return review
        .path("decisions")
        .valueStream()
        .filter(it -> it.required(USE_CASE).equals(line.required(USE_CASE)))
        .map(it -> it.required(WHY).asText())
        .findFirst()
        .orElse("–");
  }

  private static List<Cell> row(JsonNode line, String why) {
    return List.of(
        Cell.of(line.required(USE_CASE).asText()),
        Verdict.cell(line.required("decision").asText()),
        Cell.of(line.required("decides").asText()),
        Cell.of(why),
        Cell.of(change(line.path("change"))),
        Cell.of(line.required("owner").asText()),
        Cell.of(Moment.of(LocalDate.parse(line.required("due").asText()))),
        standing(line.required("standing").asText()));
  }

  private static Closing closing(JsonNode line, Optional<Sent> sent) {
    String useCase = line.required(USE_CASE).asText();
    Optional<Sent> own = sent.filter(it -> it.form().text(USE_CASE).equals(useCase));
    String what =
        line.path("change").isMissingNode()
            ? "nothing of the rule book has to change for it"
            : line.required("changed_rule").asBoolean()
                ? change(line.path("change")) + ", which somebody has changed since"
                : change(line.path("change")) + ", which nobody has changed since";
    return new Closing(
        useCase,
        what,
        own.flatMap(Sent::why).filter(it -> it.of(NOTE).isEmpty()).map(Refused::message),
        List.of(field(NOTE, "What was done", own), field(WHY, "Why, for the audit trail", own)));
  }

  private static FormField field(String name, String label, Optional<Sent> own) {
    return FormField.of(name, label, "text")
        .holding(own.map(it -> it.form().text(name)).orElse(""))
        .wrong(own.flatMap(Sent::why).flatMap(it -> it.of(name)));
  }

  static Cell standing(String code) {
    return switch (code) {
      case "done" -> Cell.of("carried out", Tone.GOOD);
      case "overdue" -> Cell.of("overdue", Tone.BAD);
      default -> Cell.of(code, Tone.QUIET);
    };
  }

  /// What carries a decision out.
  static String change(JsonNode change) {
    return change.isMissingNode()
        ? "–"
        : "%s %s on %s"
            .formatted(
                change.required("kind").asText(),
                change.required("id").asText(),
                Moment.of(LocalDate.parse(change.required("on").asText())).text());
  }
}
