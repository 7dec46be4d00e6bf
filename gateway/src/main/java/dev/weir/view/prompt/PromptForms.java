package dev.weir.view.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.FormField;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The forms of a prompt: another version, what a label holds.
final class PromptForms {
  static final List<String> FIELDS =
      List.of("modules", "model", "defaults", "why", "label", "holds", "by");

  private static final String MODULES = "modules";
  private static final String MODEL = "model";
  private static final String DEFAULTS = "defaults";
  private static final String LABEL = "label";
  private static final String HOLDS = "holds";
  private static final String BY = "by";
  private static final String LABEL_WHY = "label_why";

  private PromptForms() {}

  static List<FormField> putting(Optional<JsonNode> now, Entered form, Edit edit) {
    return List.of(
        FormField.of(MODULES, "Modules", "text")
            .holding(form.find(MODULES).orElse(now.map(PromptForms::modules).orElse("")))
            .hinted("In their order, as tone, policy@2; without a version, the latest.")
            .wrong(edit.of(MODULES)),
        FormField.of(MODEL, "Model", "text")
            .holding(form.find(MODEL).orElse(now.map(it -> it.path(MODEL).asText()).orElse("")))
            .hinted("A model, a route or an alias.")
            .wrong(edit.of(MODEL)),
        FormField.of(DEFAULTS, "How to generate where a call does not say", "text")
            .holding(form.find(DEFAULTS).orElse(now.map(PromptForms::defaults).orElse("")))
            .hinted("As {\"temperature\":0.2,\"max_tokens\":500}; may be empty.")
            .wrong(edit.of(DEFAULTS)),
        FormField.of("why", "Why", "text").holding(form.text("why")).wrong(edit.of("why")));
  }

  private static String modules(JsonNode prompt) {
    return prompt
        .required(MODULES)
        .valueStream()
        .map(part -> part.required("module").asText() + "@" + part.required("version").asText())
        .collect(Collectors.joining(", "));
  }

  private static String defaults(JsonNode prompt) {
    return prompt.path(DEFAULTS).isEmpty() ? "" : prompt.path(DEFAULTS).toString();
  }

  static List<FormField> labelling(Entered form, Edit edit) {
    return List.of(
        FormField.of(LABEL, "Label", "text")
            .holding(form.find(LABEL).orElse("production"))
            .hinted("Calls for the prompt without a label get what production holds.")
            .wrong(edit.of(LABEL)),
        FormField.of(HOLDS, "Holds", "text")
            .holding(form.text(HOLDS))
            .hinted("A version, as 2; or a split between labels, as stable=95, canary=5.")
            .wrong(edit.of(HOLDS).or(() -> edit.of("version")).or(() -> edit.of("split"))),
        FormField.of(BY, "Split by the tag", "text")
            .holding(form.text(BY))
            .hinted("As user: a user stays with one. Empty = each call is drawn for itself.")
            .wrong(edit.of(BY)),
        FormField.of(LABEL_WHY, "Why", "text").holding(form.text(LABEL_WHY)));
  }

  /// Makes the change of the button that was pressed.
  static Edit edit(Visit visit, Entered form) {
    try {
      return switch (form.text("do")) {
        case "retire" -> Edit.send(visit, "DELETE", OnePrompt.question(visit), Edit.object(), form);
        case LABEL -> label(visit, form, held(form));
        case "unlabel" -> unlabelled(visit, form);
        case "rollback" -> label(visit, form, Edit.object().put("rollback", true));
        default -> Edit.send(visit, "PUT", OnePrompt.question(visit), prompt(form), form);
      };
    } catch (Edit.Unreadable unreadable) {
      return Edit.refused(unreadable.why());
    }
  }

  private static ObjectNode prompt(Entered form) throws Edit.Unreadable {
    ObjectNode body = Edit.object();
    ArrayNode modules = body.putArray(MODULES);
    for (String part : form.text(MODULES).split("\\s*,\\s*", -1)) {
      int at = part.indexOf('@');
      ObjectNode module = modules.addObject().put("module", at < 0 ? part : part.substring(0, at));
      if (at >= 0) {
        module.put("version", whole(MODULES, part.substring(at + 1)));
      }
    }
    body.put(MODEL, form.text(MODEL));
    if (form.find(DEFAULTS).isPresent()) {
      body.set(DEFAULTS, Edit.json(DEFAULTS, form.text(DEFAULTS)));
    }
    return body;
  }

  private static Edit label(Visit visit, Entered form, ObjectNode body) {
    return form.find(LABEL).isEmpty()
        ? Edit.refused(Edit.invalid(LABEL, "is missing: which one is to hold another version"))
        : Edit.send(visit, "PUT", labelled(visit, form), body, why(form));
  }

  private static Edit unlabelled(Visit visit, Entered form) {
    return form.find(LABEL).isEmpty()
        ? Edit.refused(Edit.invalid(LABEL, "is missing: which one is to be retired"))
        : Edit.send(visit, "DELETE", labelled(visit, form), Edit.object(), why(form));
  }

  private static String labelled(Visit visit, Entered form) {
    return "%s/labels/%s".formatted(OnePrompt.question(visit), Entered.encoded(form.text(LABEL)));
  }

  private static Entered why(Entered form) {
    return Entered.NOTHING.with("why", form.text(LABEL_WHY));
  }

  private static ObjectNode held(Entered form) throws Edit.Unreadable {
    ObjectNode body = Edit.object();
    String holds = form.text(HOLDS);
    if (!holds.contains("=")) {
      return body.put("version", whole(HOLDS, holds));
    }
    ArrayNode split = body.putArray("split");
    for (String arm : holds.split("\\s*,\\s*", -1)) {
      int equals = arm.indexOf('=');
      split
          .addObject()
          .put(LABEL, equals < 0 ? arm : arm.substring(0, equals))
          .put("weight", whole(HOLDS, equals < 0 ? "" : arm.substring(equals + 1)));
    }
    form.find(BY).ifPresent(tag -> body.put(BY, tag));
    return body;
  }

  private static BigDecimal whole(String field, String text) throws Edit.Unreadable {
    if (!text.matches("[0-9]{1,9}")) {
      Refused why = Edit.invalid(field, "has a whole number there, was '%s'".formatted(text));
      throw new Edit.Unreadable(why);
    }
    return new BigDecimal(text);
  }
}
