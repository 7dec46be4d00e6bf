package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.name.PromptModule.Role;
import java.util.List;

/// A module as it stands in a frozen prompt.
///
/// @param tokens of its text without what variables are given, as counted when it was frozen
/// @param pieces of the text
public record Block(
    String module, int version, long tokens, Role role, String text, List<Piece> pieces) {
  public Block {
    pieces = List.copyOf(pieces);
  }

  static Block of(String module, int version, long tokens, Role role, String text) {
    return new Block(module, version, tokens, role, text, Piece.of(text));
  }

  /// A text without its holes.
  static String written(String text) {
    StringBuilder written = new StringBuilder();
    for (Piece piece : Piece.of(text)) {
      if (piece instanceof Piece.Literal literal) {
        written.append(literal.text());
      }
    }
    return written.toString();
  }

  static Block read(JsonCursor cursor) throws JsonFault {
    Draft draft = new Draft();
    Form.object(cursor, "module, version, tokens, role, text", draft::member);
    return of(draft.module, draft.version, draft.tokens, draft.role, draft.text);
  }

  /// One being read.
  private static final class Draft {
    private String module = "";
    private int version;
    private int tokens;
    private Role role = Role.SYSTEM;
    private String text = "";

    boolean member(String name, JsonCursor value) throws JsonFault {
      switch (name) {
        case "module" -> module = Form.text(value);
        case "version" -> version = Form.whole(value);
        case "tokens" -> tokens = Form.whole(value);
        case "role" -> role = Role.coded(Form.text(value));
        case "text" -> text = Form.text(value);
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  void write(JsonOutput json) {
    json.object()
        .text("module", module)
        .number("version", version)
        .number("tokens", tokens)
        .text("role", role.code())
        .text("text", text)
        .endObject();
  }
}
