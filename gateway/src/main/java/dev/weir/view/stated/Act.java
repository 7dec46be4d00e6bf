package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.entry.Document;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One way to change what is stated.
///
/// @param document whose fields the form has, by which a refusal finds its field
/// @param send what was entered
record Act(Form form, Document document, Function<Entered, Answered> send) {
  static final String WHY = "why";
  static final String VERSION = "version";

  /// What it is to be called.
  record Words(String does, String title, String lead) {}

  /// States all of it; what no field stands for stays as it is.
  static Act change(Known known, Words words, Document document) {
    return put(known, words, document, known.document());
  }

  /// States all of it from the beginning: what was stated in another way is not kept.
  static Act anew(Known known, Words words, Document document) {
    return put(known, words, document, MissingNode.getInstance());
  }

  private static Act put(Known known, Words words, Document document, JsonNode kept) {
    return of(
        known,
        words,
        document,
        form -> known.visit().ask().send("PUT", known.change("", form), document.body(kept, form)));
  }

  static Act of(Known known, Words words, Document document, Function<Entered, Answered> send) {
    List<FormField> fields = new ArrayList<>(document.fields(known.document()));
    fields.addAll(closing(known));
    Form form = Form.of(words.does(), words.title(), words.lead(), fields);
    return new Act(form, document, send);
  }

  static Act end(Known known, String title, String lead) {
    return new Act(
        Form.of("end", title, lead, closing(known)).forGood(),
        new Document(List.of()),
        form ->
            known
                .visit()
                .ask()
                .send("DELETE", known.change("", form), JsonNodeFactory.instance.objectNode()));
  }

  private static List<FormField> closing(Known known) {
    return List.of(
        FormField.of("", "", FormField.GROUP),
        FormField.of(WHY, "Why", "text").hinted("for the history"),
        FormField.of(VERSION, "", "hidden")
            .holding(known.isThere() ? known.page().text(VERSION) : "0"));
  }
}
