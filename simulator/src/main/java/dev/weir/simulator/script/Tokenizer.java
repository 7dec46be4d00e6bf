package dev.weir.simulator.script;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;

/// Counts tokens as OpenAI's models do; for other models an approximation by the same encodings.
///
/// Thread-safe. The first use of an encoding loads its table, a third of a second.
public final class Tokenizer {
  private static final int PER_MESSAGE = 3;
  private static final int REPLY_PRIMING = 3;
  private static final int PER_IMAGE = 85;

  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

  /// Loads what almost every request needs.
  public void warm() {
    encodings.getEncoding(EncodingType.O200K_BASE).countTokens("warm");
  }

  /// Tokens of a conversation: three per message, its texts, three to prime the reply, 85 per image
  /// (its low-detail price), and the tools' definitions as the JSON that was sent.
  public long count(String model, Prompt prompt) {
    Encoding encoding = encodings.getEncoding(type(model));
    long tokens = (long) PER_MESSAGE * prompt.messages() + (long) PER_IMAGE * prompt.images();
    if (prompt.messages() > 0) {
      tokens += REPLY_PRIMING;
    }
    for (String text : prompt.texts()) {
      tokens += encoding.countTokensOrdinary(text);
    }
    return tokens;
  }

  public long count(String model, String text) {
    return encodings.getEncoding(type(model)).countTokensOrdinary(text);
  }

  private static EncodingType type(String model) {
    boolean older =
        model.startsWith("gpt-3.5")
            || (model.startsWith("gpt-4") && !model.startsWith("gpt-4o") && !isNewerFour(model))
            || model.startsWith("text-embedding");
    return older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
  }

  private static boolean isNewerFour(String model) {
    return model.startsWith("gpt-4.1") || model.startsWith("gpt-4.5");
  }
}
