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

  public PromptVersions(Facts facts) {
    this.facts = facts;
  }

  /// One version of a thing that was not retired by it.
  public Optional<Version> version(Kind kind, String id, int version) {
    return facts.history(kind, id).stream()
        .filter(each -> each.version() == version && !each.retired())
        .findFirst();
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
  public Optional<ObjectNode> before(String label) {
    List<Version> history = facts.history(Kind.LABEL, label);
    return history.size() < 2 || history.get(1).retired()
        ? Optional.empty()
        : Optional.of(history.get(1).body());
  }

  /// A frozen prompt as facts keep it.
  public static ObjectNode body(Frozen frozen) {
    return Json.object(frozen.json());
  }
}
