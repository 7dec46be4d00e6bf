package dev.weir.flow.meter;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Route;
import dev.weir.flow.dialect.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Counts what an answer without usage consumed. Takes milliseconds: never on the event loop.
/// Thread-safe; an encoding is loaded when first needed.
///
/// With an OpenAI model's own encoding the figure is `COUNTED`; it is `ESTIMATED` where tools, a
/// schema, pictures or reasoning have tokens that no text shows, and for every other family, from a
/// ratio.
public final class TokenCounter {
  /// OpenAI's cookbook: every message is wrapped in 3 tokens, every answer primed with 3.
  private static final int WRAPPING = 3;

  /// UTF-8 bytes per token of families without a public encoding, in tenths. English prose has
  /// about 4; code and other scripts have fewer. Chosen low, so that the estimate is not.
  private static final int TENTHS_OF_BYTES_PER_TOKEN = 35;

  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

  /// Input and output tokens; empty if too much text was generated to be kept, or the body cannot
  /// be read: then only the reservation's bound is known.
  ///
  /// @param model the model that served the call
  /// @param body the request as it was sent
  /// @param output the text that was generated
  public Optional<Usage> count(String model, Ask ask, byte[] body, OutputText output) {
    if (output.truncated()) {
      return Optional.empty();
    }
    Optional<Encoding> encoding = encodingOf(model);
    long[] input = {0};
    try {
      PromptText prompt = PromptText.walk(body, piece -> input[0] += tokens(encoding, piece));
      boolean chat = ask.route() == Route.OPENAI_CHAT;
      long wrapping = chat ? WRAPPING * (ask.messages() + 1L) : 0;
      boolean exact =
          encoding.isPresent()
              && !prompt.declares()
              && ask.bulk().images() == 0
              && ask.bulk().documents() == 0
              && ask.bulk().audio() == 0
              && !reasons(model);
      return Optional.of(
          Usage.of(
              input[0] + prompt.tokens() + wrapping,
              tokens(encoding, output.text()),
              exact ? Provenance.COUNTED : Provenance.ESTIMATED));
    } catch (JsonFault fault) {
      return Optional.empty();
    }
  }

  private static long tokens(Optional<Encoding> encoding, String text) {
    if (encoding.isPresent()) {
      return encoding.get().countTokensOrdinary(text);
    }
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return Math.ceilDiv(10 * bytes, TENTHS_OF_BYTES_PER_TOKEN);
  }

  private Optional<Encoding> encodingOf(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    if (startsWithAny(name, "gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "chatgpt-4o")
        || reasons(name)) {
      return Optional.of(encodings.getEncoding(EncodingType.O200K_BASE));
    }
    if (startsWithAny(name, "gpt-4", "gpt-3.5", "text-embedding-")) {
      return Optional.of(encodings.getEncoding(EncodingType.CL100K_BASE));
    }
    if (startsWithAny(name, "davinci-002", "babbage-002")) {
      return Optional.of(encodings.getEncoding(EncodingType.CL100K_BASE));
    }
    return Optional.empty();
  }

  /// Models that spend output tokens on reasoning they do not show.
  private static boolean reasons(String model) {
    return startsWithAny(model, "o1", "o3", "o4", "gpt-5");
  }

  private static boolean startsWithAny(String name, String... prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
