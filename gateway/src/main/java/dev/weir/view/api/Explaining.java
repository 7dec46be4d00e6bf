package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.health.Standing;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.name.Block;
import dev.weir.flow.name.Expansion;
import dev.weir.flow.name.Frozen;
import dev.weir.flow.name.Name;
import dev.weir.flow.name.Names;
import dev.weir.flow.route.Plan;
import dev.weir.flow.route.Traits;
import dev.weir.flow.translate.Prepared;
import dev.weir.flow.translate.Translations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what a call for a name would come to, as things are. Nothing is sent, held or counted.
final class Explaining {
  /// Of answers, of which none is read here.
  private static final int EVENT_BYTES_MAX = 0;

  private static final String MESSAGES = "{\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}";
  private static final String CONTENT = "{\"parts\":[{\"text\":\"?\"}]}";

  private final RunningGateway gateway;
  private final Asking asking;
  private final Translations translations = new Translations(EVENT_BYTES_MAX);

  Explaining(RunningGateway gateway) {
    this.gateway = gateway;
    this.asking = new Asking(gateway);
  }

  /// What a call for a name would come to. Where a split is not decided by a tag, of one call.
  ///
  /// @param kind `model`, `route`, `alias`, `prompt`, or `nothing`
  /// @param model what is asked for, where a prompt stands behind the name
  /// @param targets in the order they would be tried
  /// @param refused why it would be refused, if it would be
  record Explanation(
      String name,
      String kind,
      Optional<PromptedPage> prompt,
      String model,
      List<TargetPage> targets,
      Optional<String> refused) {}

  /// @param modules with versions and tokens, `tone@2:31`
  /// @param required variables that the call must give
  /// @param optional variables that it may give
  record PromptedPage(
      String prompt,
      int version,
      String label,
      List<String> modules,
      List<String> required,
      List<String> optional) {}

  /// @param path the choices that lead to it
  /// @param wire in which it would be asked
  /// @param circuit `closed`, `half_open` or `open` (it is passed over); absent where none is kept
  /// @param dropped what of the request would be let go
  /// @param refused why it would be passed over: what of the request it cannot be told
  record TargetPage(
      String provider,
      String model,
      String path,
      String wire,
      Optional<String> circuit,
      List<String> dropped,
      Optional<String> refused) {}

  /// A call that is meant.
  ///
  /// @param body as its caller would write it; absent = a least one, with a value for each variable
  record Call(String name, Wire wire, Tags tags, Optional<ObjectNode> body, Instant now) {
    Incoming incoming() {
      return Incoming.of(wire, name, false);
    }

    byte[] bytes() {
      ObjectNode written = body.map(ObjectNode::deepCopy).orElseGet(() -> least(wire));
      return Json.bytes(incoming().model().isEmpty() ? written.put("model", name) : written);
    }
  }

  Explanation of(Call call) {
    Name found = names().find(call.name(), call.tags()::valueOrEmpty, 0);
    return switch (found) {
      case Name.Missing missing -> nothing(call, "nothing", Optional.empty(), missing.why());
      case Name.Alias _ -> planned(call, "alias", Optional.empty(), call.incoming(), call.bytes());
      case Name.Model _ -> {
        boolean route = gateway.routes().get().route(call.name()).isPresent();
        String kind = route ? "route" : "model";
        yield planned(call, kind, Optional.empty(), call.incoming(), call.bytes());
      }
      case Name.Prompted prompted -> prompted(call, prompted);
    };
  }

  private Names names() {
    return gateway.books().inForce().names();
  }

  private Explanation prompted(Call call, Name.Prompted prompted) {
    Optional<PromptedPage> page = Optional.of(page(prompted));
    String variables = call.body().isPresent() ? "" : values(prompted.prompt());
    return switch (Expansion.of(prompted.prompt(), call.incoming(), call.bytes(), variables)) {
      case Expansion.Refused refused -> nothing(call, "prompt", page, refused.why());
      case Expansion.Expanded(Incoming incoming, byte[] body) ->
          planned(call, "prompt", page, incoming, body);
    };
  }

  /// Something for each variable that a call must give.
  private static String values(Frozen prompt) {
    ObjectNode values = Json.object("{}");
    required(prompt).forEach(name -> values.put(name, "?"));
    return values.toString();
  }

  private Explanation planned(
      Call call, String kind, Optional<PromptedPage> prompt, Incoming incoming, byte[] body) {
    return switch (AskReader.read(incoming, body)) {
      case AskReader.Reading.Malformed(var refusal) ->
          nothing(call, kind, prompt, refusal.message());
      case AskReader.Reading.Understood(Ask ask) -> {
        Traits traits = Traits.of(call.tags(), ask, body.length);
        yield switch (asking.plan(ask.model(), traits, call.now())) {
          case Plan.Refused refused -> nothing(call, kind, prompt, refused.refusal().message());
          case Plan.Targets plan -> {
            List<TargetPage> targets =
                plan.steps().stream().map(step -> page(step, ask, body, call.now())).toList();
            yield new Explanation(
                call.name(), kind, prompt, ask.model(), targets, refused(targets));
          }
        };
      }
    };
  }

  private static Optional<String> refused(List<TargetPage> targets) {
    return targets.stream().allMatch(target -> target.refused().isPresent())
        ? Optional.of("no target can be told what the call says")
        : Optional.empty();
  }

  private static Explanation nothing(
      Call call, String kind, Optional<PromptedPage> prompt, String why) {
    return new Explanation(call.name(), kind, prompt, "", List.of(), Optional.of(why));
  }

  private TargetPage page(Plan.Step step, Ask ask, byte[] body, Instant now) {
    if (step.wire() == ask.wire()) {
      return page(step, List.of(), Optional.empty());
    }
    var asked = new Translations.Asked(body, ask, List.of(), now, "");
    return switch (translations.prepare(asked, step.bound(asking.outputMax(step, now)))) {
      case Prepared.Translated translated ->
          page(step, translated.droppedFields(), Optional.empty());
      case Prepared.NotCarried not -> page(step, List.of(), Optional.of(not.why()));
      case Prepared.Malformed malformed -> page(step, List.of(), Optional.of(malformed.why()));
      case Prepared.Unpaired(Wire from, Wire to) ->
          page(
              step,
              List.of(),
              Optional.of("%s is not translated to %s".formatted(from.code(), to.code())));
    };
  }

  private TargetPage page(Plan.Step step, List<String> dropped, Optional<String> refused) {
    return new TargetPage(
        step.provider().name(),
        step.model(),
        step.path(),
        step.wire().code(),
        gateway.circuits().apply(step.target()).map(Standing::code),
        dropped,
        refused);
  }

  private static PromptedPage page(Name.Prompted prompted) {
    Frozen prompt = prompted.prompt();
    List<String> required = required(prompt);
    List<String> optional = new ArrayList<>(prompt.variables().keySet());
    optional.removeAll(required);
    return new PromptedPage(
        prompt.prompt(),
        prompt.version(),
        prompted.label(),
        prompt.blocks().stream().map(Explaining::said).toList(),
        required,
        optional);
  }

  private static String said(Block block) {
    return block.module() + "@" + block.version() + ":" + block.tokens();
  }

  private static List<String> required(Frozen prompt) {
    return prompt.variables().entrySet().stream()
        .filter(each -> each.getValue().otherwise().isEmpty())
        .map(each -> each.getKey())
        .toList();
  }

  private static ObjectNode least(Wire wire) {
    return Json.object(
        switch (wire) {
          case OPENAI_CHAT, ANTHROPIC_COUNT_TOKENS -> MESSAGES;
          case OPENAI_RESPONSES, OPENAI_EMBEDDINGS -> "{\"input\":\"?\"}";
          case OPENAI_COMPLETIONS -> "{\"prompt\":\"?\"}";
          case ANTHROPIC_MESSAGES ->
              MESSAGES.replace("{\"messages", "{\"max_tokens\":1,\"messages");
          case GEMINI_GENERATE, GEMINI_COUNT_TOKENS -> "{\"contents\":[" + CONTENT + "]}";
          case GEMINI_EMBED -> "{\"content\":" + CONTENT + "}";
          case GEMINI_BATCH_EMBED -> "{\"requests\":[{\"content\":" + CONTENT + "}]}";
          case BEDROCK_CONVERSE -> MESSAGES.replace("\"?\"", "[{\"text\":\"?\"}]");
          case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE ->
              throw new IllegalArgumentException(wire + " has no shape of its own");
        });
  }
}
