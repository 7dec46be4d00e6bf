package dev.weir.flow.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.RequestWriter.Target;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Requests read and written in tests.
final class Requests {
  private Requests() {}

  static Losses losses() {
    return new Losses(new ChatFields(), Set.of());
  }

  static Conversation chat(String body) throws JsonFault {
    return chat(body, losses());
  }

  static Conversation chat(String body, Losses losses) throws JsonFault {
    return new ChatRequestReader().read(new Asked("m", false), body.getBytes(UTF_8), losses);
  }

  static Conversation responses(String body, Losses losses) throws JsonFault {
    return new ResponsesRequestReader().read(new Asked("m", false), body.getBytes(UTF_8), losses);
  }

  static String asChat(Conversation conversation, Losses losses) {
    return new String(new ChatRequestWriter().write(conversation, target(), losses), UTF_8);
  }

  static String asResponses(Conversation conversation, Losses losses) {
    return new String(new ResponsesRequestWriter().write(conversation, target(), losses), UTF_8);
  }

  private static Target target() {
    return new Target("m", OptionalLong.empty());
  }

  static List<String> fields(Losses losses) {
    return losses.refused().stream().map(Loss::field).toList();
  }
}
