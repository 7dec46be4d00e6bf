package dev.weir.flow.name;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.name.PromptModule.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/// A prompt with all that its calls need: whatever becomes of its modules, this stays.
///
/// @param prompt its name
/// @param version of the prompt
/// @param model as [Prompt]'s
/// @param variables all there are in its blocks
/// @param blocks its modules in their order, those of the system first
public record Frozen(
    String prompt,
    int version,
    String model,
    Defaults defaults,
    SortedMap<String, Variable> variables,
    List<Block> blocks)
    implements Label {
  /// What variables add to a text, counted as often as they stand in it.
  static final int VALUES_BYTES_MAX = 256 << 10;

  private static final int TEXT_BYTES_MAX = 512 << 10;
  private static final int VARIABLES_MAX = 64;

  public Frozen {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    blocks = List.copyOf(blocks);
    Spelling.requireId("prompt", prompt);
    Prompt.requireModel(model);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("a prompt has a module");
    }
    requireSystemFirst(blocks);
    requireHoles(blocks, variables);
    int bytes = blocks.stream().mapToInt(block -> Variable.bytes(block.text())).sum();
    if (bytes > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a prompt has at most %d bytes of text, had %d".formatted(TEXT_BYTES_MAX, bytes));
    }
    if (variables.size() > VARIABLES_MAX) {
      throw new IllegalArgumentException(
          "a prompt has at most %d variables, had %d".formatted(VARIABLES_MAX, variables.size()));
    }
    SortedMap<String, Variable> all = variables;
    long otherwise =
        valuesBytes(
            blocks,
            name ->
                all.getOrDefault(name, Variable.GIVEN).otherwise().map(Variable::bytes).orElse(0));
    if (otherwise > VALUES_BYTES_MAX) {
      throw new IllegalArgumentException(
          "what stands otherwise in a prompt's holes has at most %d bytes, in all of them together, had %d"
              .formatted(VALUES_BYTES_MAX, otherwise));
    }
  }

  /// What values add to its text, in bytes of UTF-8: each as often as it stands there.
  ///
  /// @param bytes of a variable's value
  long valuesBytes(ToIntFunction<String> bytes) {
    return valuesBytes(blocks, bytes);
  }

  private static long valuesBytes(List<Block> blocks, ToIntFunction<String> bytes) {
    long all = 0;
    for (Block block : blocks) {
      for (Piece piece : block.pieces()) {
        all += piece instanceof Piece.Hole(String variable) ? bytes.applyAsInt(variable) : 0;
      }
    }
    return all;
  }

  private static void requireSystemFirst(List<Block> blocks) {
    boolean turns = false;
    for (Block block : blocks) {
      if (turns && block.role() == Role.SYSTEM) {
        throw new IllegalArgumentException(
            "module '%s' is of the role system and stands behind one that is not"
                .formatted(block.module()));
      }
      turns |= block.role() != Role.SYSTEM;
    }
  }

  private static void requireHoles(List<Block> blocks, SortedMap<String, Variable> variables) {
    for (Block block : blocks) {
      for (Piece piece : block.pieces()) {
        if (piece instanceof Piece.Hole(String variable) && !variables.containsKey(variable)) {
          throw new IllegalArgumentException(
              "module '%s' has a hole for '%s', which is no variable"
                  .formatted(block.module(), variable));
        }
      }
    }
  }

  /// A prompt with its modules.
  ///
  /// @param modules those that the prompt names, in its order
  /// @param tokens of a text
  /// @throws IllegalArgumentException if they do not go together
  public static Frozen of(
      String name,
      int version,
      Prompt prompt,
      List<PromptModule> modules,
      ToLongFunction<String> tokens) {
    if (modules.size() != prompt.modules().size()) {
      throw new IllegalArgumentException(
          "prompt '%s' has %d modules, was given %d"
              .formatted(name, prompt.modules().size(), modules.size()));
    }
    SortedMap<String, Variable> variables = new TreeMap<>();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      Prompt.Part part = prompt.modules().get(i);
      PromptModule module = modules.get(i);
      module.variables().forEach((each, as) -> requireSame(part, each, as, variables));
      variables.putAll(module.variables());
      long count = tokens.applyAsLong(Block.written(module.text()));
      blocks.add(Block.of(part.module(), part.version(), count, module.role(), module.text()));
    }
    return new Frozen(name, version, prompt.model(), prompt.defaults(), variables, blocks);
  }

  private static void requireSame(
      Prompt.Part part, String name, Variable variable, SortedMap<String, Variable> others) {
    if (!variable.equals(others.getOrDefault(name, variable))) {
      throw new IllegalArgumentException(
          "module '%s' version %d declares variable '%s' otherwise than a module before it"
              .formatted(part.module(), part.version(), name));
    }
  }

  /// Reads the form that [#json] writes.
  public static Frozen parse(String json) {
    return switch (Label.parse("frozen", json)) {
      case Frozen frozen -> frozen;
      case Split _ -> throw new IllegalArgumentException("a split is no frozen prompt");
    };
  }

  @Override
  public String json() {
    JsonOutput json =
        new JsonOutput()
            .object()
            .text("prompt", prompt)
            .number("version", version)
            .text("model", model);
    defaults.write(json);
    Variable.writeAll(variables, json);
    json.array("blocks");
    blocks.forEach(block -> block.write(json));
    json.endArray();
    return new String(json.endObject().bytes(), StandardCharsets.UTF_8);
  }
}
