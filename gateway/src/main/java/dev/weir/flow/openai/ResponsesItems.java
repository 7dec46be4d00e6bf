package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads `input`, whose items are smaller than turns: thought, text and calls of one answer are
/// items of their own and become one turn, as do results behind one another. Owned by one reading.
final class ResponsesItems {
  private static final String PATH = "input.";

  private final RequestDraft draft;
  private final List<Part> open = new ArrayList<>();
  private Role openRole = Role.SYSTEM;
  private int openAt;
  private int at = -1;

  ResponsesItems(RequestDraft draft) {
    this.draft = draft;
  }

  void read(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.STRING)) {
      draft.turns.add(new Turn(Role.USER, List.of(new Part.Text(cursor.slice(), false)), -1));
      return;
    }
    Walk.elements("input", cursor, this::item);
  }

  void finish() {
    if (!open.isEmpty()) {
      draft.turns.add(new Turn(openRole, open, openAt));
      open.clear();
    }
  }

  private void item(JsonCursor cursor) throws JsonFault {
    at++;
    int from = cursor.start();
    var item = new ItemDraft();
    Walk.members("input", cursor, item::member);
    item.finish(from);
  }

  /// Parts that may go on: of an answer, or results.
  private void add(Role role, List<Part> parts) {
    if (openRole != role) {
      finish();
    }
    if (open.isEmpty()) {
      openRole = role;
      openAt = at;
    }
    open.addAll(parts);
  }

  private void lost(String path, String why) {
    draft.losses.lost(PATH + path, at, why);
  }

  /// One item; its type may come behind what it types.
  private final class ItemDraft {
    private String type = "message";
    private String role = "";
    private String id = "";
    private final CallDraft call = new CallDraft();
    private String callId = "";
    private final ResponsesContent content = new ResponsesContent("content.", at, draft);
    private final ResponsesContent output =
        new ResponsesContent("function_call_output.", at, draft);
    private final List<JsonSlice> thoughts = new ArrayList<>();
    private final List<JsonSlice> summaries = new ArrayList<>();
    private Optional<JsonSlice> encrypted = Optional.empty();
    private final List<String> others = new ArrayList<>();

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "type" -> type = Walk.text(PATH + name, cursor);
        case "role" -> role = Walk.text(PATH + name, cursor);
        case "id" -> id = cursor.text();
        case "status" -> cursor.skip(); // an item of the past is complete
        case "content" -> content(cursor);
        case "summary" -> Walk.elements(PATH + name, cursor, part -> texts(part, summaries));
        case "encrypted_content" -> encrypted = Optional.of(Walk.string(PATH + name, cursor));
        case "call_id" -> callId = Walk.text(PATH + name, cursor);
        case "name" -> call.name = Walk.text(PATH + name, cursor);
        case "arguments" -> arguments(cursor);
        case "output" -> output(cursor);
        default -> {
          others.add(name);
          cursor.skip();
        }
      }
    }

    private void arguments(JsonCursor cursor) throws JsonFault {
      JsonSlice value = cursor.slice(); // those of the provider's own tools may be objects
      call.arguments = value.isString() ? value : call.arguments;
    }

    private void output(JsonCursor cursor) throws JsonFault {
      if (cursor.is(Kind.STRING) || cursor.is(Kind.ARRAY)) {
        output.read(cursor);
      } else {
        cursor.skip(); // of a tool of the provider's own
      }
    }

    /// Of a message, or of a thought, whose parts are texts of another type.
    private void content(JsonCursor cursor) throws JsonFault {
      content.read(cursor);
      thoughts.addAll(content.thoughts());
    }

    private static void texts(JsonCursor cursor, List<JsonSlice> to) throws JsonFault {
      Walk.members(
          PATH + "summary",
          cursor,
          (name, value) -> {
            if (name.equals("text")) {
              to.add(Walk.string(name, value));
            } else {
              value.skip();
            }
          });
    }

    private void finish(int from) throws JsonFault {
      switch (type) {
        case "message" -> message(from);
        case "function_call" -> {
          call.id = callId.isEmpty() ? id : callId;
          add(Role.ASSISTANT, List.of(call.part(PATH + "function_call.arguments", at, draft)));
        }
        case "function_call_output" ->
            add(
                Role.USER,
                List.of(new Part.ToolResult(callId, call.name, output.parts(), false, false)));
        case "reasoning" -> thought();
        default -> {
          lost(type, "it is an item of the provider's own");
          return;
        }
      }
      others.forEach(name -> lost(name, RequestDraft.NO_WORD));
    }

    private void message(int from) throws JsonFault {
      Role of =
          switch (role) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            default ->
                throw new JsonFault(
                    "'input.role' must be user, assistant, system or developer", from);
          };
      if (of == Role.ASSISTANT) {
        add(of, content.parts());
      } else {
        ResponsesItems.this.finish();
        draft.turns.add(new Turn(of, content.parts(), at));
      }
    }

    /// A thought of which the provider kept all is known to nobody else.
    private void thought() {
      List<JsonSlice> shown = thoughts.isEmpty() ? summaries : thoughts;
      JsonSlice text = ChatAnswer.joined(shown);
      if (encrypted.isEmpty() && text.isEmptyString()) {
        lost("reasoning", "the provider keeps it");
        return;
      }
      add(
          Role.ASSISTANT,
          List.of(new Part.Thought(text, encrypted.map(its -> ReasoningSeal.of(id, its)))));
    }
  }
}
