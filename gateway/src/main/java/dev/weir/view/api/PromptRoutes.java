package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.PromptVersions;
import dev.weir.flow.books.Version;
import dev.weir.flow.name.Prompt;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.right.Right;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Prompts: versions of modules put together.
final class PromptRoutes {
  private static final String PROMPTS = "/api/v1/prompts";
  private static final String PROMPT = PROMPTS + "/{id}";

  private final Changes changes;
  private final PromptVersions versions;

  PromptRoutes(RunningGateway gateway, Changes changes) {
    this.changes = changes;
    this.versions = new PromptVersions(gateway.books().facts());
  }

  /// A prompt as docs/prompts.md defines it.
  record PromptText(List<PartText> modules, String model, Optional<DefaultsText> defaults) {}

  /// @param version default: the module's latest
  record PartText(String module, Optional<Integer> version) {}

  /// How its answers are generated where a call does not say.
  record DefaultsText(
      Optional<Double> temperature, Optional<Double> topP, Optional<Integer> maxTokens) {}

  record PromptList(List<PromptLine> prompts) {}

  /// @param modules with their versions, `tone@2`
  /// @param labels what each holds: a version, or the labels it splits between
  record PromptLine(
      String id, int version, String model, List<String> modules, Map<String, String> labels) {}

  /// @param modules in their order, with their texts
  record PromptPage(
      String id,
      int version,
      Instant at,
      String who,
      String why,
      String model,
      ObjectNode defaults,
      List<PartPage> modules,
      Map<String, String> labels) {}

  record PartPage(String module, int version, String role, String text) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listPrompts", PROMPTS, "All prompts, as they are now, and their labels.")
            .answers(PromptList.class)
            .does(_ ->
                Answer.of(
                    new PromptList(
                        changes.current(Kind.PROMPT).stream().map(this::line).toList()))),
        Endpoint.get("getPrompt", PROMPT, "One prompt with the texts of its modules.")
            .asks(Parameter.number("version", "Which; the latest by default."))
            .answers(PromptPage.class)
            .does(this::one),
        Endpoint.change(
                "PUT", "putPrompt", PROMPT, "Puts a version of a prompt. No call gets it by that.")
            .needs(Right.ADMINISTER)
            .versioned()
            .takes(PromptText.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deletePrompt", PROMPT, "Retires a prompt and its labels.")
            .needs(Right.ADMINISTER)
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry ->
                changes.retire(Kind.PROMPT, inquiry.id(), labels(inquiry.id()), inquiry)));
  }

  private List<Version> labels(String prompt) {
    return changes.current(Kind.LABEL).stream()
        .filter(label -> label.id().startsWith(prompt + "/"))
        .toList();
  }

  /// What each label of a prompt holds.
  private Map<String, String> held(String prompt) {
    return Labels.held(labels(prompt));
  }

  private PromptLine line(Version version) {
    Prompt prompt = Prompt.parse(version.id(), version.body().toString());
    List<String> modules =
        prompt.modules().stream().map(part -> part.module() + "@" + part.version()).toList();
    return new PromptLine(
        version.id(), version.version(), prompt.model(), modules, held(version.id()));
  }

  private Answer one(Inquiry inquiry) {
    Optional<Version> found =
        inquiry.asked("version").isPresent()
            ? versions.version(Kind.PROMPT, inquiry.id(), inquiry.number("version", 0))
            : changes.current(Kind.PROMPT, inquiry.id());
    return found
        .map(version -> Answer.of(page(version)))
        .orElseGet(() -> Answer.missing("prompt", inquiry.id()));
  }

  private PromptPage page(Version version) {
    PromptVersions.Whole whole = versions.whole(version.id(), version.version());
    List<PartPage> parts = new ArrayList<>();
    for (int i = 0; i < whole.modules().size(); i++) {
      Prompt.Part part = whole.prompt().modules().get(i);
      JsonNode module = Json.object(whole.modules().get(i).json());
      parts.add(
          new PartPage(
              part.module(),
              part.version(),
              module.path("role").asText(),
              module.path("text").asText()));
    }
    return new PromptPage(
        version.id(),
        version.version(),
        version.at(),
        version.who(),
        version.why(),
        whole.prompt().model(),
        version.body().withObjectProperty("defaults").deepCopy(),
        parts,
        held(version.id()));
  }

  /// A module without a version is meant as it is now, and stays so.
  private Answer put(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("modules", "model", "defaults"));
    ObjectNode body = inquiry.body().deepCopy();
    if (body.path("modules") instanceof ArrayNode parts) {
      for (JsonNode part : parts) {
        if (part instanceof ObjectNode named && !named.hasNonNull("version")) {
          named.put("version", latest(named.path("module").asText()));
        }
      }
    }
    int next = changes.current(Kind.PROMPT, inquiry.id()).map(Version::version).orElse(0) + 1;
    // That they go together is to be said now, not when a label is to hold it.
    var _ = versions.whole(inquiry.id(), next, body).frozen(_ -> 0);
    return changes.put(Kind.PROMPT, inquiry.id(), body, inquiry);
  }

  private int latest(String module) {
    return changes
        .current(Kind.MODULE, module)
        .map(Version::version)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no module '%s'".formatted(module)));
  }
}
