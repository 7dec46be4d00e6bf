package dev.weir.flow.name;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.name.PromptModule.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a prompt makes of a request, on trees and without any cut: what the bytes must come to.
final class SlowExpansion {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Frozen prompt;
  private final Map<String, String> values;
  private final ObjectNode body;

  private record Turn(Role role, String text) {}

  private SlowExpansion(Frozen prompt, Map<String, String> values, ObjectNode body) {
    this.prompt = prompt;
    this.values = values;
    this.body = body;
  }

  /// @param values of every variable
  static ObjectNode of(Frozen prompt, Map<String, String> values, Wire wire, ObjectNode asked) {
    SlowExpansion slow = new SlowExpansion(prompt, values, asked.deepCopy());
    slow.withoutVariables();
    if (slow.body.has("model")) {
      slow.body.put("model", prompt.model());
    }
    switch (wire) {
      case OPENAI_CHAT -> slow.chat();
      case OPENAI_RESPONSES -> slow.responses();
      case ANTHROPIC_MESSAGES -> slow.messages();
      case GEMINI_GENERATE -> slow.generate();
      case BEDROCK_CONVERSE -> slow.converse();
      default -> throw new IllegalArgumentException(wire.code());
    }
    return slow.body;
  }

  private void withoutVariables() {
    for (String carrier : List.of("metadata", "labels", "requestMetadata")) {
      if (body.get(carrier) instanceof ObjectNode metadata) {
        List<String> given = new ArrayList<>();
        metadata.fieldNames().forEachRemaining(given::add);
        given.removeIf(name -> !name.startsWith("var."));
        metadata.remove(given);
        if (!given.isEmpty() && metadata.isEmpty()) {
          body.remove(carrier);
        }
      }
    }
  }

  private String text(Block block) {
    String text = block.text();
    StringBuilder filled = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      int close = open < 0 ? -1 : text.indexOf("}}", open);
      String name = close < 0 ? "" : text.substring(open + 2, close).strip();
      if (close < 0) {
        return filled.append(text.substring(at)).toString();
      }
      filled.append(text, at, open);
      filled.append(values.containsKey(name) ? values.get(name) : text.substring(open, close + 2));
      at = close + 2;
    }
    return filled.toString();
  }

  private List<Turn> all() {
    List<Turn> turns = new ArrayList<>();
    for (Block block : prompt.blocks()) {
      if (!turns.isEmpty() && turns.getLast().role() == block.role()) {
        turns.add(new Turn(block.role(), turns.removeLast().text() + "\n\n" + text(block)));
      } else {
        turns.add(new Turn(block.role(), text(block)));
      }
    }
    return turns;
  }

  private String system() {
    return all().getFirst().role() == Role.SYSTEM ? all().getFirst().text() : "";
  }

  private List<Turn> turns() {
    return all().stream().filter(turn -> turn.role() != Role.SYSTEM).toList();
  }

  private static String role(Role role) {
    return role == Role.USER ? "user" : "assistant";
  }

  private static ObjectNode plain(String role, String text) {
    return NODES.objectNode().put("role", role).put("content", text);
  }

  private List<JsonNode> plainTurns() {
    return turns().stream().<JsonNode>map(turn -> plain(role(turn.role()), turn.text())).toList();
  }

  private static ArrayNode array(JsonNode node) {
    return node instanceof ArrayNode there ? there : NODES.arrayNode();
  }

  private static ArrayNode joined(List<? extends JsonNode> first, Iterable<JsonNode> then) {
    ArrayNode all = NODES.arrayNode();
    first.forEach(all::add);
    then.forEach(all::add);
    return all;
  }

  private void chat() {
    List<JsonNode> messages = new ArrayList<>();
    array(body.path("messages")).forEach(messages::add);
    int first = 0;
    while (first < messages.size()
        && List.of("system", "developer").contains(messages.get(first).path("role").asText())) {
      first++;
    }
    messages.addAll(first, plainTurns());
    if (!system().isEmpty()) {
      messages.addFirst(plain("system", system()));
    }
    body.set("messages", joined(messages, List.of()));
    defaults(body, "temperature", "top_p");
    boolean said = body.has("max_tokens") || body.has("max_completion_tokens");
    prompt
        .defaults()
        .maxTokens()
        .ifPresent(tokens -> {
          if (!said) {
            body.put("max_completion_tokens", tokens);
          }
        });
  }

  private void defaults(ObjectNode into, String temperature, String topP) {
    prompt
        .defaults()
        .temperature()
        .filter(_ -> !into.has(temperature))
        .ifPresent(it -> into.set(temperature, Bodies.tree(it.json())));
    prompt
        .defaults()
        .topP()
        .filter(_ -> !into.has(topP))
        .ifPresent(it -> into.set(topP, Bodies.tree(it.json())));
  }

  private void longest(ObjectNode into, String name) {
    if (prompt.defaults().maxTokens().isPresent() && !into.has(name)) {
      into.put(name, prompt.defaults().maxTokens().getAsInt());
    }
  }

  private void responses() {
    if (!system().isEmpty()) {
      JsonNode theirs = body.path("instructions");
      body.put("instructions", theirs.isTextual() ? system() + "\n\n" + theirs.asText() : system());
    }
    JsonNode input = body.path("input");
    if (!turns().isEmpty()) {
      body.set(
          "input",
          input.isTextual()
              ? joined(plainTurns(), List.of(plain("user", input.asText())))
              : joined(plainTurns(), array(input)));
    }
    defaults(body, "temperature", "top_p");
    longest(body, "max_output_tokens");
  }

  private void messages() {
    if (!system().isEmpty()) {
      ObjectNode block = NODES.objectNode().put("type", "text").put("text", system());
      JsonNode theirs = body.path("system");
      if (theirs.isTextual()) {
        ObjectNode other = NODES.objectNode().put("type", "text").put("text", theirs.asText());
        body.set("system", joined(List.of(block, other), List.of()));
      } else if (theirs.isArray()) {
        body.set("system", joined(List.of(block), theirs));
      } else {
        body.put("system", system());
      }
    }
    if (!turns().isEmpty()) {
      body.set("messages", joined(plainTurns(), array(body.path("messages"))));
    }
    defaults(body, "temperature", "top_p");
    longest(body, "max_tokens");
  }

  private static ObjectNode part(String text) {
    return NODES.objectNode().put("text", text);
  }

  private ObjectNode parts(Turn turn, String assistant, String content) {
    ObjectNode message = NODES.objectNode();
    message.put("role", turn.role() == Role.USER ? "user" : assistant);
    message.putArray(content).add(part(turn.text()));
    return message;
  }

  private void generate() {
    if (!system().isEmpty()) {
      String name = body.has("system_instruction") ? "system_instruction" : "systemInstruction";
      ObjectNode theirs = body.get(name) instanceof ObjectNode there ? there : NODES.objectNode();
      theirs.set("parts", joined(List.of(part(system())), array(theirs.path("parts"))));
      body.set(name, theirs);
    }
    List<ObjectNode> turns = turns().stream().map(turn -> parts(turn, "model", "parts")).toList();
    if (!turns.isEmpty()) {
      JsonNode contents = body.path("contents");
      body.set(
          "contents",
          contents.isObject() ? joined(turns, List.of(contents)) : joined(turns, array(contents)));
    }
    settings("generationConfig", "maxOutputTokens");
  }

  private void settings(String object, String longest) {
    ObjectNode settings = body.get(object) instanceof ObjectNode there ? there : NODES.objectNode();
    defaults(settings, "temperature", "topP");
    longest(settings, longest);
    if (!settings.isEmpty() || body.has(object)) {
      body.set(object, settings);
    }
  }

  private void converse() {
    if (!system().isEmpty()) {
      body.set("system", joined(List.of(part(system())), array(body.path("system"))));
    }
    List<JsonNode> turns = new ArrayList<>();
    turns().forEach(turn -> turns.add(parts(turn, "assistant", "content")));
    List<JsonNode> theirs = new ArrayList<>();
    array(body.path("messages")).forEach(theirs::add);
    if (!turns.isEmpty() && !theirs.isEmpty()) {
      ObjectNode first = (ObjectNode) theirs.getFirst();
      boolean meet =
          turns.getLast().path("role").asText().equals("user")
              && first.path("role").asText().equals("user")
              && !array(first.path("content")).isEmpty();
      if (meet) {
        first.set(
            "content",
            joined(List.of(turns.removeLast().path("content").get(0)), first.path("content")));
      }
    }
    if (!turns().isEmpty()) {
      body.set("messages", joined(turns, theirs));
    }
    settings("inferenceConfig", "maxTokens");
  }
}
