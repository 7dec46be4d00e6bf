package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An item of an answer's `output`.
final class ResponsesItem {
  private String type = "";
  private String id = "";
  private String callId = "";
  private String name = "";
  private @Nullable JsonSlice arguments;
  private @Nullable JsonSlice encrypted;
  private final List<JsonSlice> texts = new ArrayList<>();
  private final List<JsonSlice> refusals = new ArrayList<>();
  private final List<JsonSlice> thoughts = new ArrayList<>();
  private final List<JsonSlice> summaries = new ArrayList<>();

  private ResponsesItem() {}

  static ResponsesItem read(JsonSlice slice) throws JsonFault {
    var item = new ResponsesItem();
    try (JsonCursor cursor = JsonCursor.over(slice.bytes(), slice.from(), slice.to())) {
      Walk.anyMembers(cursor, item::member);
    }
    return item;
  }

  private void member(String member, JsonCursor cursor) throws JsonFault {
    switch (member) {
      case "type" -> type = cursor.text();
      case "id" -> id = cursor.text();
      case "call_id" -> callId = cursor.text();
      case "name" -> name = cursor.text();
      case "arguments" -> arguments = string(cursor);
      case "encrypted_content" -> encrypted = string(cursor);
      case "content" -> Walk.anyElements(cursor, part -> part(part, false));
      case "summary" -> Walk.anyElements(cursor, part -> part(part, true));
      default -> cursor.skip();
    }
  }

  private void part(JsonCursor cursor, boolean summary) throws JsonFault {
    var said = new ArrayList<JsonSlice>();
    String[] partType = {""};
    Walk.anyMembers(
        cursor,
        (member, value) -> {
          switch (member) {
            case "type" -> partType[0] = value.text();
            case "text", "refusal" -> {
              JsonSlice text = string(value);
              if (text != null) {
                said.add(text);
              }
            }
            default -> value.skip();
          }
        });
    if (summary) {
      summaries.addAll(said);
      return;
    }
    switch (partType[0]) {
      case "output_text" -> texts.addAll(said);
      case "refusal" -> refusals.addAll(said);
      case "reasoning_text" -> thoughts.addAll(said);
      default -> {} // of a tool of the provider's own
    }
  }

  private static @Nullable JsonSlice string(JsonCursor cursor) throws JsonFault {
    JsonSlice value = cursor.slice();
    return value.isString() && !value.isEmptyString() ? value : null;
  }

  boolean isCall() {
    return type.equals("function_call");
  }

  String id() {
    return id;
  }

  String callId() {
    return callId.isEmpty() ? id : callId;
  }

  String name() {
    return name;
  }

  @Nullable JsonSlice arguments() {
    return arguments;
  }

  List<JsonSlice> texts() {
    return texts;
  }

  List<JsonSlice> refusals() {
    return refusals;
  }

  /// As it was thought, else as it is summed up; paragraphs between summaries.
  List<JsonSlice> thoughts() {
    if (!thoughts.isEmpty()) {
      return thoughts;
    }
    List<JsonSlice> apart = new ArrayList<>();
    for (JsonSlice summary : summaries) {
      if (!apart.isEmpty()) {
        apart.add(JsonSlice.quoted("\n\n"));
      }
      apart.add(summary);
    }
    return apart;
  }

  Optional<Seal> seal() {
    return encrypted == null || !type.equals("reasoning")
        ? Optional.empty()
        : Optional.of(ReasoningSeal.of(id, encrypted));
  }
}
