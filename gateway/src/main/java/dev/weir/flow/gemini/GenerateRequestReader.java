package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads a request of generateContent or streamGenerateContent, in either spelling.
public final class GenerateRequestReader implements RequestReader {

  @Override
  public Conversation read(Asked asked, byte[] body, Losses losses) throws JsonFault {
    var draft = new Draft(losses);
    try (JsonCursor cursor = JsonCursor.over(body)) {
      GenerateWalk.members(cursor, draft::member);
    }
    return draft.conversation(asked);
  }

  /// One request being read.
  private static final class Draft {
    private final Losses losses;
    private final GenerateContent content;
    private final GenerateTools tools;
    private final GenerateConfig config;
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, JsonSlice> labels = new HashMap<>();
    private int at;

    private Draft(Losses losses) {
      this.losses = losses;
      this.content = new GenerateContent(losses);
      this.tools = new GenerateTools(losses);
      this.config = new GenerateConfig(losses);
    }

    private void member(String name, JsonCursor cursor) throws JsonFault {
      switch (name) {
        case "model" -> cursor.skip(); // the path's, or the request was refused
        case "systemInstruction" -> turns.addFirst(content.system(cursor));
        case "contents" -> GenerateWalk.each(cursor, each -> turns.add(content.turn(each, at++)));
        case "tools" -> GenerateWalk.each(cursor, tools::tool);
        case "toolConfig" -> tools.config(cursor);
        case "generationConfig" -> GenerateWalk.members(cursor, config::member);
        case "labels" -> {
          cursor.require(Kind.OBJECT);
          while (cursor.nextMember()) {
            labels.put(cursor.name(), cursor.slice(Kind.STRING));
          }
        }
        case "safetySettings" -> {
          JsonSlice settings = cursor.slice();
          if (!settings.json().matches("\\[\\s*]")) {
            losses.lost(name, "other providers' filters are not set by a request");
          }
        }
        case "serviceTier" -> tier(cursor);
        case "store" -> {
          if (cursor.flag()) {
            losses.lost(name, "nothing is kept elsewhere");
          }
        }
        default -> {
          losses.lost(name, GenerateContent.OWN);
          cursor.skip();
        }
      }
    }

    private void tier(JsonCursor cursor) throws JsonFault {
      String tier = cursor.text().toLowerCase(Locale.ROOT);
      if (!tier.endsWith("standard") && !tier.endsWith("unspecified")) {
        losses.lost("serviceTier", "tiers are each provider's own");
      }
    }

    private Conversation conversation(Asked asked) throws JsonFault {
      return new Conversation(
          asked.model(),
          asked.stream(),
          turns,
          tools.tools(),
          config.sampling(),
          config.format(),
          config.reasoning(),
          new Caller("", true, labels));
    }
  }
}
