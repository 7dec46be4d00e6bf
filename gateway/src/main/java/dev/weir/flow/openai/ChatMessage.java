package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One message of a chat request being read into a turn. Its members may come in any order. Owned
/// by one reading.
final class ChatMessage {
  private static final String PATH = "messages.";

  private final RequestDraft draft;
  private final int at;
  private final ChatContent content;
  private final List<Part> calls = new ArrayList<>();
  private final List<Part> details = new ArrayList<>();
  private Optional<JsonSlice> thought = Optional.empty();
  private Optional<JsonSlice> refusal = Optional.empty();
  private Optional<JsonSlice> name = Optional.empty();
  private String role = "";
  private String call = "";

  private ChatMessage(RequestDraft draft) {
    this.draft = draft;
    this.at = draft.turns.size();
    this.content = new ChatContent(at, draft);
  }

  static void read(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    int from = cursor.start();
    var message = new ChatMessage(draft);
    Walk.members("messages", cursor, message::member);
    draft.turns.add(message.turn(from));
  }

  private void member(String member, JsonCursor cursor) throws JsonFault {
    switch (member) {
      case "role" -> role = Walk.text(PATH + member, cursor);
      case "content" -> content.read(cursor);
      case "tool_calls" -> Walk.elements(PATH + member, cursor, this::call);
      case "tool_call_id" -> call = Walk.text(PATH + member, cursor);
      case "name" -> name = Optional.of(Walk.string(PATH + member, cursor));
      case "refusal" -> refusal = Optional.of(Walk.string(PATH + member, cursor));
      case "reasoning_content", "reasoning" ->
          thought = Optional.of(Walk.string(PATH + member, cursor));
      case "reasoning_details" -> Walk.elements(PATH + member, cursor, this::detail);
      case "annotations" -> {
        JsonSlice value = cursor.slice();
        if (!RequestDraft.isEmpty(value)) {
          draft.losses.lost(PATH + member, at, RequestDraft.NO_WORD);
        }
      }
      case "prefix" -> {
        // A last turn of the assistant is one to go on with wherever that is possible.
        cursor.skip();
      }
      default -> lost(PATH + member, cursor);
    }
  }

  private void lost(String path, JsonCursor cursor) throws JsonFault {
    cursor.skip();
    draft.losses.lost(path, at, RequestDraft.NO_WORD);
  }

  private void call(JsonCursor cursor) throws JsonFault {
    String path = PATH + "tool_calls.";
    var one = new CallDraft();
    Walk.members(
        PATH + "tool_calls",
        cursor,
        (member, value) -> {
          switch (member) {
            case "id" -> one.id = Walk.text(path + member, value);
            case "function" ->
                Walk.members(path + member, value, (key, its) -> function(key, its, one));
            case "extra_content" -> one.seal = seal(value);
            case "type" -> {
              String type = Walk.text(path + member, value);
              draft.lostUnless(path + type, type.equals("function"), RequestDraft.NO_WORD);
            }
            case "index" -> value.skip(); // the order says it
            default -> lost(path + member, value);
          }
        });
    calls.add(one.part(path + "function.arguments", at, draft));
  }

  private void function(String member, JsonCursor cursor, CallDraft one) throws JsonFault {
    String path = PATH + "tool_calls.function." + member;
    switch (member) {
      case "name" -> one.name = Walk.text(path, cursor);
      case "arguments" -> one.arguments = Walk.string(path, cursor);
      default -> lost(path, cursor);
    }
  }

  /// `{"google":{"thought_signature":…}}`, as Google's own compatible endpoint has it.
  private Optional<Seal> seal(JsonCursor cursor) throws JsonFault {
    List<JsonSlice> found = new ArrayList<>();
    Walk.members(
        "extra_content",
        cursor,
        (vendor, its) ->
            Walk.members(
                vendor,
                its,
                (member, value) -> {
                  if (member.equals("thought_signature")) {
                    found.add(Walk.string(member, value));
                  } else {
                    lost(PATH + "tool_calls.extra_content." + vendor + "." + member, value);
                  }
                }));
    return found.stream().findFirst().map(value -> Seal.of(value, Wire.OPENAI_CHAT));
  }

  private void detail(JsonCursor cursor) throws JsonFault {
    var detail = new ReasoningDetail();
    Walk.members(PATH + "reasoning_details", cursor, detail::member);
    detail.thought().ifPresent(details::add);
  }

  private Turn turn(int from) throws JsonFault {
    return switch (role) {
      case "system", "developer" -> turn(Role.SYSTEM, true);
      case "user" -> turn(Role.USER, true);
      case "assistant" -> turn(Role.ASSISTANT, true);
      case "tool" -> {
        String tool = name.map(JsonSlice::text).orElse("");
        yield new Turn(
            Role.USER, List.of(new Part.ToolResult(call, tool, content.parts(), false, false)), at);
      }
      case "function" -> {
        draft.losses.lost(PATH + "role.function", at, "functions are tools everywhere else");
        yield turn(Role.USER, false);
      }
      default ->
          throw new JsonFault(
              "'messages.role' must be system, developer, user, assistant or tool", from);
    };
  }

  private Turn turn(Role of, boolean namesMatter) {
    if (namesMatter && name.isPresent()) {
      draft.losses.lost(PATH + "name", at, "those who speak have no names");
    }
    List<Part> parts = new ArrayList<>(details);
    if (details.isEmpty()) {
      thought
          .filter(text -> !text.isEmptyString())
          .ifPresent(text -> parts.add(new Part.Thought(text, Optional.empty())));
    }
    parts.addAll(content.parts());
    refusal.ifPresent(text -> parts.add(new Part.Declined(text)));
    parts.addAll(calls);
    return new Turn(of, parts, at);
  }
}
