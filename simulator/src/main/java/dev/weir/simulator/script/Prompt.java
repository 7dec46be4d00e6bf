package dev.weir.simulator.script;

import java.util.List;

/// What a request makes the provider read: its texts (roles and tools included), messages and
/// images.
public record Prompt(List<String> texts, int messages, int images) {
  public Prompt {
    texts = List.copyOf(texts);
  }
}
