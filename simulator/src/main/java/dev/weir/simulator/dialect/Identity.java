package dev.weir.simulator.dialect;

import dev.weir.simulator.request.Endpoint;
import java.time.Instant;

/// What makes one answer that answer: its row in the book, its id on the wire and its time.
public record Identity(long row, String responseId, Instant created) {
  /// The id an answer of this endpoint carries; where an answer has none, it is empty.
  public static Identity of(Endpoint endpoint, long row, Instant created) {
    String id =
        switch (endpoint) {
          case CHAT -> Ids.letters("chatcmpl-", 29, row);
          case COMPLETION -> Ids.letters("cmpl-", 29, row);
          case RESPONSE -> Ids.hex("resp_", 50, row);
          case MESSAGE -> Ids.letters("msg_01", 22, row);
          case INVOKE -> Ids.letters("msg_bdrk_01", 22, row);
          case GENERATE -> Ids.letters("", 22, row);
          case EMBEDDING,
              OPENAI_MODELS,
              TOKEN_COUNT,
              ANTHROPIC_MODELS,
              EMBED,
              EMBED_BATCH,
              CONTENT_COUNT,
              CONVERSE ->
              "";
        };
    return new Identity(row, id, created);
  }

  long createdSeconds() {
    return created.getEpochSecond();
  }
}
