package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.name.Frozen;
import dev.weir.flow.name.Prompt;
import dev.weir.flow.name.PromptModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// Modules and prompts in every version that operators have put: what is not in force is still to
/// be had. Blocks; thread-safe.
public final class PromptVersions {
  private final Facts facts;

  /// A prompt as it was put, and what it was put together from.
  ///
  /// @param modules in its order
  public record Whole(String name, int version, Prompt prompt, List<PromptModule> modules) {
    public Whole {
      modules = List.copyOf(modules);
    }

    /// @param tokens of a text, for the prompt's model
    /// @throws IllegalArgumentException if the modules do not go together
    public Frozen frozen(ToLongFunction<String> tokens) {
      return Frozen.of(name, version, prompt, modules, tokens);
    }
  }

  /// What a label held.
  ///
  /// @param latest the version of the label that took its place
  public record Before(int latest, ObjectNode body) {}

  public PromptVersions(Facts facts) {
    this.facts = facts;
  }

  /// One version of a thing that was not retired by it.
  public Optional<Version> version(Kind kind, String id, int version) {
    return facts.version(kind, id, version).filter(found -> !found.retired());
  }

  /// A version of a prompt with its modules.
  ///
  /// @throws IllegalArgumentException naming the prompt or module that there is not
  public Whole whole(String prompt, int version) {
    Version put =
        version(Kind.PROMPT, prompt, version)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "there is no version %d of the prompt '%s'".formatted(version, prompt)));
    return whole(prompt, version, put.body());
  }

  /// A prompt that is about to be put.
  ///
  /// @param version the one it would have
  public Whole whole(String prompt, int version, ObjectNode body) {
    Prompt read = Prompt.parse(prompt, Json.write(body));
    List<PromptModule> modules = new ArrayList<>();
    for (Prompt.Part part : read.modules()) {
      Version module =
          version(Kind.MODULE, part.module(), part.version())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "prompt '%s': there is no version %d of the module '%s'"
                          .formatted(prompt, part.version(), part.module())));
      modules.add(PromptModule.parse(part.module(), Json.write(module.body())));
    }
    return new Whole(prompt, version, read, modules);
  }

  /// What a label held before its latest change, if it was in force then.
  public Optional<Before> before(String label) {
    return facts
        .current(Kind.LABEL, label)
        .map(Version::version)
        .flatMap(latest ->
            version(Kind.LABEL, label, latest - 1)
                .map(earlier -> new Before(latest, earlier.body())));
  }

  /// A frozen prompt as facts keep it.
  public static ObjectNode body(Frozen frozen) {
    return Json.object(frozen.json());
  }
}
