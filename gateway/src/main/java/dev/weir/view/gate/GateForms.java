package dev.weir.view.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Entered;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import java.util.ArrayList;
import java.util.List;

/// What is entered at a gate: its definition, and a proposal to go through it.
final class GateForms {
  private static final String LISTED = "users_listed";

  private GateForms() {}

  private static FormField why(String hint) {
    return FormField.of("why", "Why", "text").hinted(hint);
  }

  private static FormField version(String version) {
    return FormField.of("version", "", "hidden").holding(version);
  }

  static Form proposal() {
    return Form.of(
        "propose",
        "Propose a promotion",
        "Freezes the figures above as evidence. Nothing changes until both owners have signed it.",
        List.of(
            FormField.of("share", "Share of the eligible users", "text")
                .hinted("0 to 1, in thousandths: 0.1 is a tenth of them"),
            FormField.of("users", "Users at most", "text")
                .hinted(
                    "how many may call whatever the share is; empty = as many as the share has"),
            FormField.of("budget_usd_per_month", "Budget a month, USD", "text")
                .hinted("what the gateway lets it spend from the second signature on"),
            FormField.of(LISTED, "Users who may call in any case", "area")
                .hinted("one on each line; empty = as it is"),
            FormField.of("exception", "Exception", "area")
                .hinted("why it is to go although criteria do not hold; visible for ever"),
            why("for those who sign, and for the history")));
  }

  /// What was entered, as the API takes it.
  static ObjectNode proposal(Entered form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("share", form.text("share"))
        .put("budget_usd_per_month", form.text("budget_usd_per_month"));
    form.find("users").ifPresent(users -> body.set("users", number(users)));
    form.find("exception").ifPresent(reason -> body.put("exception", reason));
    form.find(LISTED)
        .ifPresent(users -> {
          ArrayNode listed = body.putArray(LISTED);
          users.lines().map(String::strip).filter(it -> !it.isEmpty()).forEach(listed::add);
        });
    return body;
  }

  /// A whole number as one; anything else as it was entered, for the API to refuse.
  private static JsonNode number(String entered) {
    return entered.matches("[0-9]{1,9}")
        ? JsonNodeFactory.instance.numberNode(Integer.parseInt(entered))
        : JsonNodeFactory.instance.textNode(entered);
  }

  /// @param gate as it is in force, or as is usual
  /// @param version it is put against; 0 = there is none yet
  static Form definition(JsonNode gate, String version) {
    List<FormField> fields = new ArrayList<>(GateEntries.of(gate).fields(gate));
    fields.addAll(
        List.of(FormField.of("", "", FormField.GROUP), why("for the history"), version(version)));
    return Form.of(
        "put",
        version.equals("0") ? "Make this gate" : "Change what is demanded",
        "Each change is a version; what is signed stays with the version it was signed on.",
        fields);
  }

  static Form removal(String version) {
    return Form.of(
            "remove",
            "Take this gate away",
            "Nothing goes through it any more; its versions stay in the history.",
            List.of(why("for the history"), version(version)))
        .forGood();
  }
}
