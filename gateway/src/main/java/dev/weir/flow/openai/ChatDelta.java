package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one chunk, or a whole answer, says of one choice. Members may come in any order, and what
/// is null or empty says nothing. Reused for chunk after chunk. One thread.
final class ChatDelta {

  /// @param index −1 if not said
  /// @param id empty if not said
  /// @param name empty if not said
  record Tool(
      int index, String id, String name, @Nullable JsonSlice arguments, @Nullable JsonSlice seal) {
    boolean saysNothing() {
      return id.isEmpty() && name.isEmpty() && arguments == null && seal == null;
    }
  }

  private final List<JsonSlice> texts = new ArrayList<>();
  private final List<JsonSlice> thoughts = new ArrayList<>();
  private final List<JsonSlice> refusals = new ArrayList<>();
  private final List<ReasoningDetail> details = new ArrayList<>();
  private final List<Tool> tools = new ArrayList<>();
  private int choice;
  private boolean isDelta;
  private String finish = "";
  private String nativeFinish = "";

  void begin() {
    forgetMessage();
    choice = 0;
    isDelta = false;
    finish = "";
    nativeFinish = "";
  }

  int choice() {
    return choice;
  }

  List<JsonSlice> texts() {
    return texts;
  }

  List<JsonSlice> thoughts() {
    return thoughts;
  }

  List<JsonSlice> refusals() {
    return refusals;
  }

  List<ReasoningDetail> details() {
    return details;
  }

  List<Tool> tools() {
    return tools;
  }

  String finish() {
    return finish;
  }

  /// The word of the provider behind the one that answered, where it is told.
  String nativeFinish() {
    return nativeFinish.isEmpty() ? finish : nativeFinish;
  }

  boolean saysSomething() {
    return !(texts.isEmpty()
        && thoughts.isEmpty()
        && refusals.isEmpty()
        && details.isEmpty()
        && tools.isEmpty()
        && finish.isEmpty());
  }

  /// Whether it is one text or one thought and nothing else.
  boolean repeats() {
    return lonePiece() != null;
  }

  @Nullable JsonSlice lonePiece() {
    boolean nothingElse =
        refusals.isEmpty() && details.isEmpty() && tools.isEmpty() && finish.isEmpty();
    if (!nothingElse || texts.size() + thoughts.size() != 1) {
      return null;
    }
    return texts.isEmpty() ? thoughts.getFirst() : texts.getFirst();
  }

  boolean isThought() {
    return texts.isEmpty();
  }

  void choiceMember(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "index" -> choice = Math.clamp(cursor.integer(), 0, Integer.MAX_VALUE);
      case "delta" -> {
        forgetMessage();
        Walk.anyMembers(cursor, this::messageMember);
        isDelta = true;
      }
      case "message" -> {
        if (isDelta) { // a vendor sends both, each with the same
          cursor.skip();
        } else {
          Walk.anyMembers(cursor, this::messageMember);
        }
      }
      case "finish_reason" -> finish = cursor.text();
      case "native_finish_reason" -> nativeFinish = cursor.text();
      default -> cursor.skip();
    }
  }

  private void forgetMessage() {
    texts.clear();
    thoughts.clear();
    refusals.clear();
    details.clear();
    tools.clear();
  }

  private void messageMember(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "content" -> content(cursor);
      case "refusal" -> add(refusals, cursor);
      case "reasoning_content", "reasoning" -> {
        if (thoughts.isEmpty()) { // a vendor sends both, each with the same
          add(thoughts, cursor);
        } else {
          cursor.skip();
        }
      }
      case "reasoning_details" -> Walk.anyElements(cursor, this::detail);
      case "tool_calls" -> Walk.anyElements(cursor, this::tool);
      case "function_call" -> {
        tool(cursor);
        tools.removeIf(Tool::saysNothing); // a vendor has it in every answer
      }
      default -> cursor.skip();
    }
  }

  private static void add(List<JsonSlice> pieces, JsonCursor cursor) throws JsonFault {
    JsonSlice piece = cursor.slice();
    if (piece.isString() && !piece.isEmptyString()) {
      pieces.add(piece);
    }
  }

  /// A text, or a vendor's list of texts and thoughts.
  private void content(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      add(texts, cursor);
      return;
    }
    Walk.anyElements(cursor, part -> Walk.anyMembers(part, this::partMember));
  }

  private void partMember(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "text" -> add(texts, cursor);
      case "thinking" -> thinking(cursor);
      default -> cursor.skip();
    }
  }

  private void thinking(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      add(thoughts, cursor);
      return;
    }
    Walk.anyElements(
        cursor,
        part ->
            Walk.anyMembers(
                part,
                (name, value) -> {
                  if (name.equals("text")) {
                    add(thoughts, value);
                  } else {
                    value.skip();
                  }
                }));
  }

  private void detail(JsonCursor cursor) throws JsonFault {
    var detail = new ReasoningDetail();
    Walk.anyMembers(cursor, detail::member);
    details.add(detail);
  }

  private void tool(JsonCursor cursor) throws JsonFault {
    var draft = new ToolDraft();
    Walk.anyMembers(cursor, draft::member);
    if (draft.found) {
      tools.add(new Tool(draft.index, draft.id, draft.name, draft.arguments, draft.seal));
    }
  }

  private static final class ToolDraft {
    private boolean found;
    private int index = -1;
    private String id = "";
    private String name = "";
    private @Nullable JsonSlice arguments;
    private @Nullable JsonSlice seal;

    private void member(String member, JsonCursor cursor) throws JsonFault {
      found = true;
      switch (member) {
        case "index" -> index = Math.clamp(cursor.integer(), -1, Integer.MAX_VALUE);
        case "id" -> id = cursor.text();
        case "name" -> name = cursor.text();
        case "arguments" -> arguments(cursor);
        case "function", "extra_content", "google" -> Walk.anyMembers(cursor, this::member);
        case "thought_signature" -> {
          JsonSlice value = cursor.slice();
          seal = value.isString() ? value : null;
        }
        default -> cursor.skip();
      }
    }

    /// A text, or with a few vendors the object itself.
    private void arguments(JsonCursor cursor) throws JsonFault {
      JsonSlice value = cursor.slice();
      if (value.isObject()) {
        arguments = value.asString();
      } else if (value.isString() && !value.isEmptyString()) {
        arguments = value;
      }
    }
  }
}
