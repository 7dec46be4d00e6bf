package dev.weir.simulator.dialect;

/// What makes one answer that answer: its row in the book, its id on the wire and its time in
/// seconds.
public record Identity(long row, String responseId, long createdSeconds) {
  /// The id an answer of this endpoint carries; models and token counts have none.
  public static Identity of(Endpoint endpoint, long row, long createdSeconds) {
    String id =
        switch (endpoint) {
          case CHAT -> Ids.letters("chatcmpl-", 29, row);
          case COMPLETION -> Ids.letters("cmpl-", 29, row);
          case MESSAGE -> Ids.letters("msg_01", 22, row);
          case EMBEDDING, OPENAI_MODELS, TOKEN_COUNT, ANTHROPIC_MODELS -> "";
        };
    return new Identity(row, id, createdSeconds);
  }
}
