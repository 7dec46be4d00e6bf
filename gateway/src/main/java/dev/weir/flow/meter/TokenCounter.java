package dev.weir.flow.meter;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Counts what an answer without usage consumed. Takes milliseconds: never on the event loop.
/// Thread-safe; an encoding is loaded when first needed.
///
/// With an OpenAI model's own encoding the figure is `COUNTED`; it is `ESTIMATED` where tools or a
/// schema become tokens in a way that is not documented, and for every other family, from a ratio.
/// Where a call has tokens that no text shows, the count says that it is not whole.
public final class TokenCounter {
  /// OpenAI's cookbook: every message is wrapped in 3 tokens, every answer primed with 3.
  private static final int WRAPPING = 3;

  /// UTF-8 bytes per token of families without a public encoding, in tenths. English prose has
  /// about 4; code and other scripts have fewer. Chosen low, so that the estimate is not.
  private static final int TENTHS_OF_BYTES_PER_TOKEN = 35;

  private static final String FINE_TUNED = "ft:";

  /// Names of OpenAI's models begin so. The encoding of a name that begins with both is O200K.
  private static final List<String> O200K =
      List.of("gpt-4o", "gpt-4.1", "gpt-4.5", "gpt-5", "chatgpt-4o", "o1", "o3", "o4");

  private static final List<String> CL100K =
      List.of("gpt-4", "gpt-3.5", "text-embedding-", "davinci-002", "babbage-002");

  /// Of these, all that is billed is shown.
  private static final List<String> UNREASONING =
      List.of("gpt-4", "chatgpt-4o", "gpt-3.5", "davinci-002", "babbage-002");

  private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

  /// What the texts of a request and its answer are in tokens. A body that cannot be read has no
  /// input that could be counted, and an answer of which too much came to be kept is not whole.
  ///
  /// @param model the model that served the call
  /// @param body the request as it was sent
  /// @param output the text that was generated
  public TokenCount count(String model, Ask ask, byte[] body, OutputText output) {
    String family = family(model);
    Optional<Encoding> encoding = encodingOf(family);
    long generated = tokens(encoding, output.text());
    boolean wholeOutput = !output.truncated() && showsAll(family, ask);
    long[] input = {0};
    try {
      PromptText prompt = PromptText.walk(body, piece -> input[0] += tokens(encoding, piece));
      boolean chat = ask.wire() == Wire.OPENAI_CHAT;
      long wrapping = chat ? WRAPPING * (ask.messages() + 1L) : 0;
      // How Responses wraps its items is not documented.
      boolean known = encoding.isPresent() && ask.wire() != Wire.OPENAI_RESPONSES;
      boolean exact = known && !prompt.declares();
      return new TokenCount(
          input[0] + prompt.tokens() + wrapping,
          !ask.bulk().beyondText() && ask.unbounded().isEmpty(),
          generated,
          wholeOutput,
          exact ? Provenance.COUNTED : Provenance.ESTIMATED);
    } catch (JsonFault fault) {
      return new TokenCount(0, false, generated, wholeOutput, Provenance.ESTIMATED);
    }
  }

  /// Whether the text of an answer is all the output that is billed. It is where that is known: of
  /// OpenAI's models that do not reason, and of Claude where no thinking was asked for. Any other
  /// model may reason without showing it.
  private static boolean showsAll(String family, Ask ask) {
    if (!ask.wire().generates()) {
      return true;
    }
    if (ask.hiddenOutput() || !ask.unbounded().isEmpty()) {
      return false;
    }
    return switch (ask.wire().dialect()) {
      case OPENAI -> startsWithAny(family, UNREASONING);
      case ANTHROPIC, BEDROCK -> family.contains("claude");
      case GEMINI -> false; // thinks without being asked to
    };
  }

  /// A text in tokens of a model; an estimate where the model's encoding is not public.
  public long tokens(String model, String text) {
    return tokens(encodingOf(family(model)), text);
  }

  private static String family(String model) {
    String name = model.toLowerCase(Locale.ROOT);
    return name.startsWith(FINE_TUNED) ? name.substring(FINE_TUNED.length()) : name;
  }

  private static long tokens(Optional<Encoding> encoding, String text) {
    if (encoding.isPresent()) {
      return encoding.get().countTokensOrdinary(text);
    }
    long bytes = text.getBytes(StandardCharsets.UTF_8).length;
    return Math.ceilDiv(10 * bytes, TENTHS_OF_BYTES_PER_TOKEN);
  }

  private Optional<Encoding> encodingOf(String family) {
    if (startsWithAny(family, O200K)) {
      return Optional.of(encodings.getEncoding(EncodingType.O200K_BASE));
    }
    return startsWithAny(family, CL100K)
        ? Optional.of(encodings.getEncoding(EncodingType.CL100K_BASE))
        : Optional.empty();
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
