package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Reads a request of OpenAI's Responses. What the provider would have to remember is a loss:
/// `previous_response_id`, `conversation`, references to items; a request must say all itself.
public final class ResponsesRequestReader implements RequestReader {
  @Override
  public Conversation read(Asked asked, byte[] body, Losses losses) throws JsonFault {
    var draft = new RequestDraft(losses);
    draft.usageInStream = true;
    var items = new ResponsesItems(draft);
    var instructions = new ArrayList<Turn>();
    try (JsonCursor cursor = JsonCursor.over(body)) {
      Walk.members(
          "body",
          cursor,
          (name, value) -> {
            switch (name) {
              case "instructions" ->
                  instructions.add(
                      new Turn(
                          Role.SYSTEM,
                          List.of(new Part.Text(Walk.string(name, value), false)),
                          -1));
              case "input" -> items.read(value);
              default -> member(name, value, draft);
            }
          });
    }
    items.finish();
    draft.turns.addAll(0, instructions);
    return draft.finish(asked);
  }

  private static void member(String name, JsonCursor cursor, RequestDraft draft) throws JsonFault {
    switch (name) {
      case "max_output_tokens" -> draft.maxTokens = OptionalLong.of(Walk.whole(name, cursor));
      case "tools" -> Walk.elements(name, cursor, tool -> tool(tool, draft));
      case "tool_choice" -> ChatTools.choice(cursor, draft);
      case "text" -> Walk.members(name, cursor, (key, value) -> text(key, value, draft));
      case "reasoning" -> Walk.members(name, cursor, (key, value) -> reasoning(key, value, draft));
      case "background" -> draft.lostUnless(name, !Walk.flag(name, cursor), RequestDraft.NO_WORD);
      case "truncation" ->
          draft.lostUnless(
              name, RequestDraft.isOneOf(cursor, "disabled"), "nothing is cut elsewhere");
      case "include" -> Walk.elements(name, cursor, what -> include(what, draft));
      case "stream_options" ->
          Walk.members(
              name,
              cursor,
              (key, value) -> {
                if (key.equals("include_obfuscation")) {
                  value.skip(); // asks for a padding
                } else {
                  draft.lost("stream_options." + key, value);
                }
              });
      default -> draft.common(name, cursor);
    }
  }

  /// Seals come back unasked.
  private static void include(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    String what = cursor.text();
    draft.lostUnless(
        "include",
        what.equals("reasoning.encrypted_content"),
        "'%s' is there alone".formatted(what));
  }

  private static void text(String name, JsonCursor cursor, RequestDraft draft) throws JsonFault {
    switch (name) {
      case "format" -> {
        var shape = new SchemaDraft("text.format", draft);
        String[] type = {""};
        Walk.members(
            "text.format",
            cursor,
            (member, value) -> {
              if (member.equals("type")) {
                type[0] = Walk.text(member, value);
              } else {
                shape.member(member, value);
              }
            });
        draft.format = shape.format(type[0]);
      }
      case "verbosity" ->
          draft.lostUnless(
              "text." + name, RequestDraft.isOneOf(cursor, "medium"), RequestDraft.NO_WORD);
      default -> draft.lost("text." + name, cursor);
    }
  }

  /// A summary is what other providers show of a thought, if they do.
  private static void reasoning(String name, JsonCursor cursor, RequestDraft draft)
      throws JsonFault {
    switch (name) {
      case "effort" -> draft.reasoning = RequestDraft.effort(Walk.text(name, cursor));
      case "summary", "generate_summary" -> cursor.skip();
      default -> draft.lost("reasoning." + name, cursor);
    }
  }

  private static void tool(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    var function = new ChatTools.FunctionDraft("tools", draft);
    var slice = Walk.object("tools", cursor);
    String[] type = {"function"};
    Walk.members(
        "tools",
        slice,
        (name, value) -> {
          if (name.equals("type")) {
            type[0] = Walk.text(name, value);
          } else {
            value.skip();
          }
        });
    if (!type[0].equals("function")) {
      draft.losses.lost("tools." + type[0], "the tool is the provider's own");
      return;
    }
    Walk.members(
        "tools",
        slice,
        (name, value) -> {
          if (name.equals("type")) {
            value.skip();
          } else {
            function.member(name, value);
          }
        });
    draft.tools.add(function.tool(false));
  }
}
