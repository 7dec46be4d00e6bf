package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Versions of modules in their order, as an operator puts them together. No call gets it before a
/// [Label] holds it.
///
/// @param model what it is written for: a model's own name, a route's or an alias'
public record Prompt(List<Part> modules, String model, Defaults defaults) {
  private static final int MODULES_MAX = 32;
  private static final int MODEL_LENGTH_MAX = 256;

  /// One version of a module.
  public record Part(String module, int version) {
    public Part {
      Spelling.requireId("module", module);
      if (version < 1) {
        throw new IllegalArgumentException(
            "module '%s': versions begin with 1, was %d".formatted(module, version));
      }
    }
  }

  public Prompt {
    modules = List.copyOf(modules);
    if (modules.isEmpty() || modules.size() > MODULES_MAX) {
      throw new IllegalArgumentException(
          "a prompt has 1 to %d modules, had %d".formatted(MODULES_MAX, modules.size()));
    }
    Set<String> once = new HashSet<>();
    for (Part part : modules) {
      if (!once.add(part.module())) {
        throw new IllegalArgumentException("module '%s' is there twice".formatted(part.module()));
      }
    }
    requireModel(model);
  }

  static void requireModel(String model) {
    if (model.isBlank() || model.length() > MODEL_LENGTH_MAX || model.startsWith(Names.PROMPT)) {
      throw new IllegalArgumentException(
          "model is the name of a model, a route or an alias, 1 to %d characters, and no prompt's"
              .formatted(MODEL_LENGTH_MAX));
    }
  }

  /// Reads the form that [#json] writes.
  ///
  /// @throws IllegalArgumentException naming the prompt and what is wrong
  public static Prompt parse(String id, String json) {
    Spelling.requireId("prompt", id);
    Draft draft = new Draft();
    return Form.read(
        "prompt '%s'".formatted(id), json, "modules, model, defaults", draft::member, draft::made);
  }

  /// One being read.
  private static final class Draft {
    private final List<Part> modules = new ArrayList<>();
    private String model = "";
    private Defaults defaults = Defaults.NONE;

    boolean member(String name, JsonCursor value) throws JsonFault {
      switch (name) {
        case "modules" -> Form.list(value, each -> modules.add(part(each)));
        case "model" -> model = Form.text(value);
        case "defaults" -> defaults = Defaults.read(value);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static Part part(JsonCursor cursor) throws JsonFault {
      String[] module = {""};
      int[] version = {0};
      Form.object(
          cursor,
          "module, version",
          (name, value) -> {
            switch (name) {
              case "module" -> module[0] = Form.text(value);
              case "version" -> version[0] = Form.whole(value);
              default -> {
                return false;
              }
            }
            return true;
          });
      return new Part(module[0], version[0]);
    }

    Prompt made() {
      return new Prompt(modules, model, defaults);
    }
  }

  public String json() {
    JsonOutput json = new JsonOutput().object().array("modules");
    modules.forEach(part ->
        json.object().text("module", part.module).number("version", part.version).endObject());
    json.endArray().text("model", model);
    defaults.write(json);
    return new String(json.endObject().bytes(), StandardCharsets.UTF_8);
  }
}
