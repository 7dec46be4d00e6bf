package dev.weir.simulator.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects what the provider reads of one request, and the last directive of a user.
final class Texts {
  private final List<String> all = new ArrayList<>();
  private int messages;
  private int images;
  private @Nullable String directive;

  /// A message begins.
  void turn(String role) {
    messages++;
    all.add(role);
  }

  void text(String text, boolean user) {
    all.add(text);
    String found = user ? Directive.find(text) : null;
    if (found != null) {
      directive = found;
    }
  }

  /// Something the model reads as the JSON it was sent as.
  void json(JsonNode value) {
    if (!value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty())) {
      all.add(value.toString());
    }
  }

  void image() {
    images++;
  }

  Prompt prompt() {
    return new Prompt(all, messages, images);
  }

  @Nullable String directive() {
    return directive;
  }
}
