package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.PromptVersions;
import dev.weir.flow.books.Version;
import dev.weir.flow.name.PromptModule;
import dev.weir.view.api.Demand.Parameter;
import dev.weir.view.right.Right;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Modules of prompts.
final class ModuleRoutes {
  private static final String MODULE = "/api/v1/modules/{id}";

  private final Changes changes;
  private final PromptVersions versions;

  ModuleRoutes(RunningGateway gateway, Changes changes) {
    this.changes = changes;
    this.versions = new PromptVersions(gateway.books().facts());
  }

  /// A module as docs/prompts.md defines it.
  ///
  /// @param role default: system
  /// @param text with holes, `{{customer}}`
  /// @param variables those with a hole; one that is left out must be given by each call
  record ModuleText(
      Optional<PromptModule.Role> role,
      String text,
      Optional<Map<String, VariableText>> variables) {}

  /// @param otherwise what stands there if a call gives no value; absent = it must give one
  record VariableText(Optional<String> otherwise, Optional<Integer> bytesMax) {}

  record ModuleList(List<ModulePage> modules) {}

  record ModulePage(
      String id,
      int version,
      Instant at,
      String who,
      String why,
      PromptModule.Role role,
      String text,
      Map<String, VariablePage> variables) {}

  record VariablePage(boolean required, Optional<String> otherwise, int bytesMax) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listModules", "/api/v1/modules", "All modules of prompts, as they are now.")
            .answers(ModuleList.class)
            .does(_ ->
                Answer.of(
                    new ModuleList(
                        changes.current(Kind.MODULE).stream().map(ModuleRoutes::page).toList()))),
        Endpoint.get("getModule", MODULE, "One module.")
            .asks(Parameter.number("version", "Which; the latest by default."))
            .answers(ModulePage.class)
            .does(this::one),
        Endpoint.change(
                "PUT", "putModule", MODULE, "Puts a version of a module. No prompt changes by it.")
            .needs(Right.ADMINISTER)
            .versioned()
            .takes(ModuleText.class)
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.put(Kind.MODULE, inquiry.id(), inquiry.body(), inquiry)),
        Endpoint.change(
                "DELETE",
                "deleteModule",
                MODULE,
                "Retires a module. Labels that hold a version of it keep it.")
            .needs(Right.ADMINISTER)
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.MODULE, inquiry.id(), List.of(), inquiry)));
  }

  private Answer one(Inquiry inquiry) {
    Optional<Version> found =
        inquiry.asked("version").isPresent()
            ? versions.version(Kind.MODULE, inquiry.id(), inquiry.number("version", 0))
            : changes.current(Kind.MODULE, inquiry.id());
    return found
        .map(version -> Answer.of(page(version)))
        .orElseGet(() -> Answer.missing("module", inquiry.id()));
  }

  private static ModulePage page(Version version) {
    PromptModule module = PromptModule.parse(version.id(), version.body().toString());
    Map<String, VariablePage> variables = new TreeMap<>();
    module
        .variables()
        .forEach((name, variable) ->
            variables.put(
                name,
                new VariablePage(
                    variable.otherwise().isEmpty(), variable.otherwise(), variable.bytesMax())));
    return new ModulePage(
        version.id(),
        version.version(),
        version.at(),
        version.who(),
        version.why(),
        module.role(),
        module.text(),
        variables);
  }
}
