package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.entry.Document;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The form of a use case: all that is said of it, field by field.
///
/// @param document what its fields stand for
record UseCaseForm(Document document) {
  static final String USE_CASES = "/api/v1/use-cases";
  static final String SAVE = "save";
  static final String WHY = "why";

  /// @param known what is said of it; missing of a new one
  static UseCaseForm of(JsonNode known) {
    return new UseCaseForm(new Document(CaseEntries.of(known)));
  }

  /// @param title on the button
  /// @param first fields before those that every use case has
  Form form(String title, String lead, List<FormField> first, JsonNode known) {
    List<FormField> fields = new ArrayList<>(first);
    fields.addAll(document.fields(known));
    fields.add(FormField.of("", "", FormField.GROUP));
    fields.add(FormField.of(WHY, "Why", "text").hinted("for the history"));
    return Form.of(SAVE, title, lead, fields).opened();
  }

  /// What of a refusal is about a field, by its name.
  Optional<String> wrong(Refused why, Entered entered, String name) {
    return why.of(name)
        .or(() -> document.field(why, entered).filter(name::equals).map(_ -> why.message()));
  }
}
