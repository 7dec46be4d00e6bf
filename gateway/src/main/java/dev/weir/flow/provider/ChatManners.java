package dev.weir.flow.provider;

/// What a vendor wants otherwise than OpenAI of requests on the wires of OpenAI's dialect.
///
/// @param asksUsage whether a stream must ask for its usage; where not, it is told unasked, or the
///   vendor refuses requests that ask
/// @param limit the member of a chat that limits its answer; empty = either of OpenAI's two
public record ChatManners(boolean asksUsage, String limit) {
  /// OpenAI's own.
  public static final ChatManners OPENAI = new ChatManners(true, "");

  /// What a vendor that never learnt the newer name calls the limit.
  private static final String FORMER = "max_tokens";

  public ChatManners {
    if (!limit.isEmpty() && !limit.equals(FORMER)) {
      throw new IllegalArgumentException(
          "chat: limit is 'max_tokens' or is not given, was '%s'".formatted(limit));
    }
  }

  /// Whether only the older of OpenAI's two members limits an answer.
  public boolean formerLimit() {
    return !limit.isEmpty();
  }
}
