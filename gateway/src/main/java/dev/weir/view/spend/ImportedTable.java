package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Form.Button;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import java.util.List;

/// Many things of a kind set by one comma-separated table, all or none: its form, and what it would
/// change. Every line that is wrong is named by the API.
final class ImportedTable {
  static final String IMPORT = "import";
  static final String PREVIEW = "preview";

  private ImportedTable() {}

  /// @param hint which columns it has
  static Form form(String title, String hint) {
    return Form.of(
            IMPORT,
            title,
            "All of the table or nothing; what it does not name stays as it is.",
            List.of(
                FormField.of("table", "Table", "area").hinted(hint),
                FormField.of("why", "Why", "text").hinted("For the audit trail.")))
        .previewedBy(new Button(PREVIEW, "Preview"));
  }

  /// @param api of the import; its preview sets nothing
  static Answered send(Visit visit, Entered entered, String api) {
    String question =
        Entered.NOTHING
            .with("dry_run", Boolean.toString(entered.text("do").equals(PREVIEW)))
            .with("why", entered.text("why"))
            .after(api);
    return visit.ask().hand("POST", question, entered.text("table") + "\n");
  }

  static Chapter preview(JsonNode said) {
    return Chapter.of(
            "preview", "What the import would change", "Every line is right; nothing is set yet.")
        .showing(
            List.of(
                Figure.of("New or changed", Amount.count(Answers.number(said, "set"))),
                Figure.of("As they are", Amount.count(Answers.number(said, "unchanged")))))
        .leadingTo(List.of(new Link("To the table", "#form-" + IMPORT)));
  }
}
