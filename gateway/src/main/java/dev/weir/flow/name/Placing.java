package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.name.PromptModule.Role;
import dev.weir.flow.name.Request.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Where the parts of a prompt go in a request, wire by wire: its system text before the caller's,
/// its turns before the caller's, its model and what the caller left unsaid.
final class Placing {
  private final Request request;
  private final Wording wording;

  Placing(Request request, Wording wording) {
    this.request = request;
    this.wording = wording;
  }

  /// @param wire one that converses
  void into(Wire wire, Frozen prompt) throws JsonFault {
    if (request.names("model")) {
      request.set("model", JsonOutput.quoted(prompt.model()));
    }
    switch (wire) {
      case OPENAI_CHAT -> chat();
      case OPENAI_RESPONSES -> responses();
      case ANTHROPIC_MESSAGES -> messages();
      case GEMINI_GENERATE -> generate();
      case BEDROCK_CONVERSE -> converse();
      case OPENAI_COMPLETIONS,
          OPENAI_EMBEDDINGS,
          ANTHROPIC_COUNT_TOKENS,
          GEMINI_EMBED,
          GEMINI_BATCH_EMBED,
          GEMINI_COUNT_TOKENS,
          OTHER_FREE,
          OTHER_REQUEST,
          OTHER_DECLARED,
          OTHER_USAGE ->
          throw new IllegalArgumentException("no prompt goes into " + wire.code());
    }
    defaults(wire, prompt.defaults());
  }

  /// The prompt's turns go behind the caller's own system messages, if it begins with some.
  private void chat() throws JsonFault {
    List<String> system =
        wording.system().isEmpty()
            ? List.of()
            : List.of(message("system", '"' + wording.system() + '"'));
    List<String> turns = turns("assistant", "content", Placing::text);
    Optional<Member> messages = request.given("messages", Kind.ARRAY);
    if (messages.isEmpty()) {
      List<String> all = new ArrayList<>(system);
      all.addAll(turns);
      request.set("messages", array(all));
      return;
    }
    Items items = request.items(messages.get());
    int first = 0;
    while (first < items.size() && isSystem(items.at(first).role())) {
      first++;
    }
    items.insert(0, system);
    items.insert(first, turns);
  }

  private static boolean isSystem(String role) {
    return role.equals("system") || role.equals("developer");
  }

  private void responses() throws JsonFault {
    if (!wording.system().isEmpty()) {
      prependText("instructions");
    }
    List<String> turns = turns("assistant", "content", Placing::text);
    Optional<Member> input = request.given("input", Kind.STRING, Kind.ARRAY);
    if (input.isPresent() && input.get().kind() == Kind.STRING && !turns.isEmpty()) {
      request.wrap(
          input.get(), "[" + String.join(",", turns) + ",{\"role\":\"user\",\"content\":", "}]");
    } else {
      list("input", turns);
    }
  }

  /// Before a text of the caller, a blank line between.
  private void prependText(String name) throws JsonFault {
    String before = '"' + wording.system();
    String json =
        request
            .given(name, Kind.STRING)
            .map(member -> before + Wording.BETWEEN + request.inside(member) + '"')
            .orElse(before + '"');
    request.set(name, json);
  }

  private void messages() throws JsonFault {
    Optional<Member> system = request.given("system", Kind.STRING, Kind.ARRAY);
    if (!wording.system().isEmpty()) {
      String block = "{\"type\":\"text\",\"text\":\"" + wording.system() + "\"}";
      if (system.isEmpty()) {
        request.set("system", '"' + wording.system() + '"');
      } else if (system.get().kind() == Kind.STRING) {
        request.wrap(system.get(), "[" + block + ",{\"type\":\"text\",\"text\":", "}]");
      } else {
        list("system", List.of(block));
      }
    }
    list("messages", turns("assistant", "content", Placing::text));
  }

  private void generate() throws JsonFault {
    if (!wording.system().isEmpty()) {
      systemInstruction("{\"text\":\"" + wording.system() + "\"}");
    }
    List<String> turns = turns("model", "parts", Placing::block);
    Optional<Member> contents = request.given("contents", Kind.OBJECT, Kind.ARRAY);
    if (contents.isPresent() && contents.get().kind() == Kind.OBJECT && !turns.isEmpty()) {
      request.wrap(contents.get(), "[" + String.join(",", turns) + ",", "]");
    } else {
      list("contents", turns);
    }
  }

  private void systemInstruction(String part) throws JsonFault {
    Optional<Member> theirs = request.given("systemInstruction", Kind.OBJECT);
    if (theirs.isEmpty()) {
      request.set("systemInstruction", "{\"parts\":[" + part + "]}");
      return;
    }
    boolean empty = true;
    try (JsonCursor cursor = request.over(theirs.get())) {
      while (cursor.nextMember()) {
        empty = false;
        if (cursor.name().equals("parts")) {
          cursor.require(Kind.ARRAY);
          int open = cursor.start() + 1;
          request.insert(open, cursor.nextElement() ? part + "," : part);
          return;
        }
        cursor.skip();
      }
    }
    String parts = "\"parts\":[" + part + "]";
    request.insert(theirs.get().from() + 1, empty ? parts : parts + ",");
  }

  /// A conversation of Converse's has its turns by turns: a prompt that ends with the user's words
  /// goes into the caller's first turn, if that is the user's.
  private void converse() throws JsonFault {
    if (!wording.system().isEmpty()) {
      list("system", List.of("{\"text\":\"" + wording.system() + "\"}"));
    }
    List<String> turns = turns("assistant", "content", Placing::block);
    Optional<Member> messages = request.given("messages", Kind.ARRAY);
    boolean endsWithUser = !turns.isEmpty() && wording.turns().getLast().role() == Role.USER;
    if (messages.isPresent() && endsWithUser) {
      Items items = request.items(messages.get());
      if (items.size() > 0 && items.at(0).role().equals("user") && items.at(0).content() >= 0) {
        String last = "{\"text\":\"" + wording.turns().getLast().text() + "\"},";
        request.insert(items.at(0).content(), last);
        items.insert(0, turns.subList(0, turns.size() - 1));
        return;
      }
    }
    list("messages", turns);
  }

  /// What a turn's text is in a wire.
  @FunctionalInterface
  private interface Content {
    String of(String text);
  }

  private static String text(String text) {
    return '"' + text + '"';
  }

  private static String block(String text) {
    return "[{\"text\":\"" + text + "\"}]";
  }

  private List<String> turns(String assistant, String content, Content form) {
    return wording.turns().stream()
        .map(turn ->
            "{\"role\":\"%s\",\"%s\":"
                    .formatted(turn.role() == Role.ASSISTANT ? assistant : "user", content)
                + form.of(turn.text())
                + "}")
        .toList();
  }

  private static String message(String role, String content) {
    return "{\"role\":\"" + role + "\",\"content\":" + content + "}";
  }

  private static String array(List<String> items) {
    return "[" + String.join(",", items) + "]";
  }

  /// Puts items at the front of an array, which is made if there is none.
  private void list(String name, List<String> items) throws JsonFault {
    if (items.isEmpty()) {
      return;
    }
    Optional<Member> array = request.given(name, Kind.ARRAY);
    if (array.isEmpty()) {
      request.set(name, array(items));
    } else {
      request.items(array.get()).insert(0, items);
    }
  }

  private void defaults(Wire wire, Defaults defaults) throws JsonFault {
    boolean own = wire == Wire.GEMINI_GENERATE || wire == Wire.BEDROCK_CONVERSE;
    SequencedMap<String, String> values = new LinkedHashMap<>();
    defaults.temperature().map(JsonSlice::json).ifPresent(it -> values.put("temperature", it));
    defaults.topP().map(JsonSlice::json).ifPresent(it -> values.put(own ? "topP" : "top_p", it));
    defaults.maxTokens().ifPresent(tokens -> values.put(longest(wire), Integer.toString(tokens)));
    if (values.isEmpty()) {
      return;
    }
    if (own) {
      boolean gemini = wire == Wire.GEMINI_GENERATE;
      request.fill(gemini ? "generationConfig" : "inferenceConfig", values);
      return;
    }
    if (request.names("max_tokens")) {
      values.remove(longest(wire)); // chat has two names for it
    }
    values.forEach((name, value) -> {
      if (!request.names(name)) {
        request.set(name, value);
      }
    });
  }

  private static String longest(Wire wire) {
    return switch (wire.dialect()) {
      case OPENAI -> wire == Wire.OPENAI_RESPONSES ? "max_output_tokens" : "max_completion_tokens";
      case ANTHROPIC -> "max_tokens";
      case GEMINI -> "maxOutputTokens";
      case BEDROCK -> "maxTokens";
    };
  }
}
