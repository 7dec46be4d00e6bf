package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A part of prompts, as an operator writes it.
///
/// @param text with holes, `{{customer}}`
/// @param variables every one that has a hole, and no other
public record PromptModule(Role role, String text, SortedMap<String, Variable> variables) {
  static final int TEXT_BYTES_MAX = 256 << 10;

  /// The name under which what is no module's is counted; no module has it.
  private static final String CALLER = "caller";

  /// Whose words they are.
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Role coded(String code) {
      for (Role role : values()) {
        if (role.code().equals(code)) {
          return role;
        }
      }
      throw new IllegalArgumentException(
          "role is system, user or assistant, was '%s'".formatted(code));
    }
  }

  public PromptModule {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    int bytes = Variable.bytes(text);
    if (text.isBlank() || bytes > TEXT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "text has 1 to %d bytes, had %d%s"
              .formatted(TEXT_BYTES_MAX, bytes, text.isBlank() ? " and is blank" : ""));
    }
    Set<String> holes = holes(Piece.of(text));
    if (!holes.equals(variables.keySet())) {
      throw new IllegalArgumentException(
          "variables are those with a hole in the text: %s, were %s"
              .formatted(holes, variables.keySet()));
    }
  }

  private static Set<String> holes(List<Piece> pieces) {
    Set<String> holes = new TreeSet<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Hole(String variable)) {
        holes.add(variable);
      }
    }
    return holes;
  }

  /// Reads the form that [#json] writes. A role that is left out is `system`; a variable with a
  /// hole that is left out must be given by each call.
  ///
  /// @throws IllegalArgumentException naming the module and what is wrong
  public static PromptModule parse(String id, String json) {
    Spelling.requireId("module", id);
    if (id.equals(CALLER)) {
      throw new IllegalArgumentException("module: '%s' is what is no module's".formatted(CALLER));
    }
    Draft draft = new Draft();
    return Form.read(
        "module '%s'".formatted(id), json, "role, text, variables", draft::member, draft::made);
  }

  /// One being read.
  private static final class Draft {
    private Role role = Role.SYSTEM;
    private String text = "";
    private SortedMap<String, Variable> variables = new TreeMap<>();

    boolean member(String name, JsonCursor value) throws JsonFault {
      switch (name) {
        case "role" -> role = Role.coded(Form.text(value));
        case "text" -> text = Form.text(value);
        case "variables" -> variables = Variable.readAll(value);
        default -> {
          return false;
        }
      }
      return true;
    }

    PromptModule made() {
      holes(Piece.of(text)).forEach(hole -> variables.putIfAbsent(hole, Variable.GIVEN));
      return new PromptModule(role, text, variables);
    }
  }

  public String json() {
    JsonOutput json = new JsonOutput().object().text("role", role.code()).text("text", text);
    Variable.writeAll(variables, json);
    return new String(json.endObject().bytes(), StandardCharsets.UTF_8);
  }
}
