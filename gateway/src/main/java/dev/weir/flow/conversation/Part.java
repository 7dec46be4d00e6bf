package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import java.util.List;
import java.util.Optional;

/// A piece of a turn.
public sealed interface Part {

  /// @param text a JSON string
  /// @param cached whether the caller marked the prompt up to here as worth caching
  record Text(JsonSlice text, boolean cached) implements Part {
    public Text {
      requireString("text", text);
    }
  }

  /// @param detail how closely it is to be looked at, in the caller's word; empty if not said
  record Picture(Media media, String detail, boolean cached) implements Part {}

  /// @param title empty if it has none
  record Document(Media media, String title, boolean cached) implements Part {}

  /// The model asks for a tool to be used.
  ///
  /// @param arguments an object
  /// @param seal what the model's provider wants back with it
  record ToolCall(String id, String name, JsonSlice arguments, Optional<Seal> seal)
      implements Part {
    public ToolCall {
      if (!arguments.isObject()) {
        throw new IllegalArgumentException(
            "arguments of tool '%s' are an object, were %s".formatted(name, arguments));
      }
    }
  }

  /// What a tool gave.
  ///
  /// @param call id of the call it answers
  /// @param name of the tool, where a wire names it again; empty elsewhere
  /// @param content texts, pictures and documents
  /// @param failed whether the tool failed
  record ToolResult(String call, String name, List<Part> content, boolean failed, boolean cached)
      implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /// What the model thought before it spoke.
  ///
  /// @param text a JSON string; empty if the provider keeps the thought to itself
  record Thought(JsonSlice text, Optional<Seal> seal) implements Part {
    public Thought {
      requireString("thought", text);
    }
  }

  /// The model's own words that it will not.
  ///
  /// @param text a JSON string
  record Declined(JsonSlice text) implements Part {
    public Declined {
      requireString("text", text);
    }
  }

  private static void requireString(String what, JsonSlice slice) {
    if (!slice.isString()) {
      throw new IllegalArgumentException("%s is a JSON string, was %s".formatted(what, slice));
    }
  }
}
