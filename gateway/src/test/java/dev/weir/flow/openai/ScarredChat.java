package dev.weir.flow.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.Streams.Event;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Streams of chat as the field sends them, written by another library than the one under test: a
/// role with every piece, empty and null pieces, tools by any index or none, a finish that is
/// empty, twice or followed by more, a usage of its own chunk or beside the finish, no `[DONE]`.
final class ScarredChat {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random;
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<Integer, String> finishes = new HashMap<>();
  private final boolean repeatsRole;
  private final boolean namesIndexes;
  private String id = "";
  private String model = "";

  ScarredChat(Random random) {
    this.random = random;
    this.repeatsRole = random.nextBoolean();
    this.namesIndexes = random.nextInt(4) > 0;
  }

  /// Without an index a piece belongs to the last tool that was named: those of several cannot be
  /// mixed.
  boolean mixes() {
    return namesIndexes;
  }

  List<Event> events(List<Frame> frames) {
    frames.forEach(this::frame);
    return events;
  }

  private void frame(Frame frame) {
    maybeNothing();
    switch (frame) {
      case Frame.Began began -> {
        id = began.id();
        model = began.model();
        if (random.nextInt(3) == 0) {
          events.add(
              Event.of(
                  "{\"id\":\"\",\"model\":\"\",\"object\":\"\",\"choices\":[],"
                      + "\"prompt_filter_results\":[{\"prompt_index\":0}]}"));
        }
      }
      case Frame.Text text -> {
        ObjectNode delta = delta();
        delta.put("content", text.piece().text());
        chunk(text.choice(), delta, null);
      }
      case Frame.Thought thought -> {
        ObjectNode delta = delta();
        delta.put(random.nextBoolean() ? "reasoning" : "reasoning_content", thought.piece().text());
        chunk(thought.choice(), delta, null);
      }
      case Frame.Sealed sealed -> {
        ObjectNode delta = delta();
        delta
            .putArray("reasoning_details")
            .addObject()
            .put("type", "reasoning.text")
            .put("signature", sealed.seal().carried());
        chunk(sealed.choice(), delta, null);
      }
      case Frame.Declined declined -> {
        ObjectNode delta = delta();
        delta.put("refusal", declined.piece().text());
        chunk(declined.choice(), delta, null);
      }
      case Frame.ToolBegan began -> toolBegan(began);
      case Frame.ToolArguments piece -> toolArguments(piece);
      case Frame.Stopped stopped -> stopped(stopped);
      case Frame.Used used -> used(used.usage());
      case Frame.Ended _ -> {
        if (random.nextInt(3) > 0) {
          events.add(Event.of("[DONE]"));
        }
      }
      case Frame.ToolSealed _, Frame.Broke _ -> throw new AssertionError("not made: " + frame);
    }
  }

  private void toolBegan(Frame.ToolBegan began) {
    ObjectNode delta = delta();
    ObjectNode call = delta.putArray("tool_calls").addObject();
    if (namesIndexes) {
      call.put("index", index(began.choice(), began.tool()));
    }
    call.put("id", began.id()).put("type", "function");
    ObjectNode function = call.putObject("function").put("name", began.name());
    switch (random.nextInt(3)) {
      case 0 -> function.put("arguments", "");
      case 1 -> function.putNull("arguments");
      default -> {}
    }
    chunk(began.choice(), delta, null);
  }

  private void toolArguments(Frame.ToolArguments piece) {
    ObjectNode delta = delta();
    ObjectNode call = delta.putArray("tool_calls").addObject();
    if (namesIndexes) {
      call.put("index", index(piece.choice(), piece.tool()));
    }
    if (random.nextBoolean()) {
      call.putNull("id").putNull("type");
    }
    ObjectNode function = call.putObject("function").put("arguments", piece.piece().text());
    if (random.nextBoolean()) {
      function.putNull("name");
    }
    chunk(piece.choice(), delta, null);
  }

  /// Any order and any gaps.
  private int index(int choice, int tool) {
    return indexes.computeIfAbsent(
        choice + "/" + tool,
        _ -> {
          int index = random.nextInt(100);
          while (indexes.containsValue(index)) {
            index++;
          }
          return index;
        });
  }

  private void stopped(Frame.Stopped stopped) {
    String finish =
        switch (stopped.stop()) {
          case END -> random.nextBoolean() ? "stop" : "eos";
          case LENGTH -> "length";
          case TOOL -> random.nextBoolean() ? "tool_calls" : "stop";
          case SEQUENCE, FILTERED, DECLINED, PAUSED, OTHER ->
              throw new AssertionError("not made: " + stopped);
        };
    finishes.put(stopped.choice(), finish);
    chunk(stopped.choice(), JSON.createObjectNode(), finish);
    if (random.nextInt(4) == 0) {
      chunk(stopped.choice(), delta(), finish);
    }
  }

  private void used(Usage usage) {
    ObjectNode body = body();
    ArrayNode choices = body.putArray("choices");
    if (random.nextBoolean()) {
      finishes.forEach((choice, finish) ->
          choices.addObject().put("index", choice).put("finish_reason", finish).putObject("delta"));
    }
    ObjectNode said =
        body.putObject("usage")
            .put("prompt_tokens", usage.input())
            .put("completion_tokens", usage.output())
            .put("total_tokens", usage.input() + usage.output());
    said.putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cacheRead())
        .put("cache_write_tokens", usage.cacheWrite5m());
    said.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
    events.add(Event.of(body.toString()));
  }

  private void maybeNothing() {
    if (random.nextInt(5) == 0 && !id.isEmpty()) {
      ObjectNode body = body();
      body.putNull("usage");
      if (random.nextBoolean()) {
        body.putArray("choices");
      } else {
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put("content", "").putNull("tool_calls").putNull("reasoning");
        choice.put("finish_reason", "");
      }
      events.add(Event.of(body.toString()));
    }
  }

  private ObjectNode delta() {
    ObjectNode delta = JSON.createObjectNode();
    if (repeatsRole) {
      delta.put("role", "assistant");
    }
    if (random.nextInt(4) == 0) {
      delta.put("content", "").putNull("refusal").putNull("function_call");
    }
    return delta;
  }

  private void chunk(int index, ObjectNode delta, @Nullable String finish) {
    ObjectNode body = body();
    ObjectNode choice = body.putArray("choices").addObject();
    List<Runnable> members = new ArrayList<>();
    members.add(() -> choice.put("index", index));
    members.add(() -> choice.set("delta", delta));
    members.add(() -> {
      if (finish != null || random.nextBoolean()) {
        choice.put("finish_reason", finish);
      }
    });
    Collections.shuffle(members, random);
    members.forEach(Runnable::run);
    if (random.nextInt(3) == 0) {
      body.put("obfuscation", "x".repeat(random.nextInt(9)));
    }
    events.add(Event.of(body.toString()));
  }

  private ObjectNode body() {
    return JSON.createObjectNode()
        .put("id", id)
        .put("object", "chat.completion.chunk")
        .put("model", model);
  }
}
