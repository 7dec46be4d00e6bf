package dev.weir.flow.dialect;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/// What a request wants, as far as identity, price, policy and routing need to know.
///
/// @param wire the shape of the request and its answer
/// @param model the model asked for; empty where the body cannot be read; of an operation `op:` and
///   its code, then `/` and the model that its body names, unless that model's own price counts
/// @param stream whether the answer is asked for as a stream
/// @param maxTokens most output tokens of one choice that the body allows: the caller's figure, or
///   what the provider's documentation gives a body without one; absent = the model's own maximum;
///   0 where the wire has no output
/// @param maxTokensGiven whether the caller gave the figure
/// @param leastMaxTokens the provider rejects the body with a smaller `max_tokens` (a thinking
///   budget must fit below it); 0 = any will do
/// @param choices how many answers are billed: `n` or `best_of`, times the prompts of a completion
/// @param hiddenOutput whether the body asks for output that no answer shows: a thinking budget, of
///   which a summary is shown, or more candidates than answers
/// @param serviceTier the tier asked for, or empty
/// @param parameters how to generate, `temperature=0.2 effort=low`, numbers and words only; or
///   empty
/// @param messages messages, prompts or inputs
/// @param tools tools and functions declared
/// @param bulk content whose tokens do not follow from bytes
/// @param overheadTokens input tokens the provider may add that no byte of the body stands for
/// @param structured whether an answer cut short is useless: a schema or JSON is asked for
/// @param usageRequested whether an OpenAI stream was asked to report its usage
/// @param selfNamed what the body says about its caller
/// @param bodyBytes size of the body
/// @param unbounded why the cost has no provable bound, one reason each; empty = it has one, given
///   the model's limits
/// @param places where splices go
public record Ask(
    Wire wire,
    String model,
    boolean stream,
    OptionalLong maxTokens,
    boolean maxTokensGiven,
    long leastMaxTokens,
    int choices,
    boolean hiddenOutput,
    String serviceTier,
    String parameters,
    int messages,
    int tools,
    Bulk bulk,
    long overheadTokens,
    boolean structured,
    boolean usageRequested,
    SelfNamed selfNamed,
    int bodyBytes,
    List<String> unbounded,
    Places places) {

  public Ask {
    unbounded = List.copyOf(unbounded);
  }

  /// A request whose body is not read: its model is the one that its path names, if any.
  public static Ask unread(Incoming incoming) {
    return new Ask(
        incoming.wire(),
        incoming.model(),
        false,
        OptionalLong.of(0),
        false,
        0,
        1,
        false,
        "",
        "",
        0,
        0,
        Bulk.NONE,
        0,
        false,
        false,
        SelfNamed.NONE,
        0,
        List.of(),
        new Places(0, Span.NONE, Span.NONE, Span.NONE, Span.NONE, Span.NONE, Span.NONE, false));
  }

  /// The bytes of the body that bound the tokens of its text: all but inline pictures and input
  /// given as numbers. A byte-level BPE never makes more tokens than its text has UTF-8 bytes, and
  /// JSON escapes only make the body longer than its text.
  public long textBytes() {
    return bodyBytes - bulk.imageBytes() - bulk.tokenBytes();
  }

  /// The most input tokens the body can become; absent if it holds files, or pictures for which the
  /// model states no maximum, and the model states no window either. Does not cover what
  /// [#unbounded] names.
  ///
  /// A picture with a maximum of its own is counted above the window: models exist that bill one as
  /// more tokens than it takes of their window.
  ///
  /// @param textTokens the most tokens that text of so many bytes can become
  /// @param windowMax most input tokens the model takes for one answer: it rejects or cuts the rest
  public OptionalLong inputBound(
      LongUnaryOperator textTokens, OptionalLong tokensPerImageMax, OptionalLong windowMax) {
    if (wire.byRequest()) {
      return OptionalLong.of(0); // a price for each request is one whatever the request holds
    }
    long text = textTokens.applyAsLong(textBytes()) + bulk.tokens() + overheadTokens;
    OptionalLong taken =
        windowMax.isPresent()
            ? OptionalLong.of(saturatedProduct(windowMax.getAsLong(), windows()))
            : OptionalLong.empty();
    boolean picturesUnknown = bulk.images() > 0 && tokensPerImageMax.isEmpty();
    if (bulk.documents() > 0 || picturesUnknown) {
      return taken;
    }
    long images = Math.multiplyExact(bulk.images(), tokensPerImageMax.orElse(0));
    return OptionalLong.of(Math.addExact(Math.min(text, taken.orElse(text)), images));
  }

  private static long saturatedProduct(long one, long other) {
    return one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
  }

  /// How many windows the input fills: each prompt of a completion and each text to embed has one
  /// of its own.
  private long windows() {
    return wire == Wire.OPENAI_COMPLETIONS || !wire.generates() ? Math.max(1, messages) : 1;
  }

  /// The limit of a chat that gives it by the newer of its two names alone: a server that does not
  /// know that name would not keep it.
  public OptionalLong newerLimit() {
    return places.newerLimit() ? maxTokens : OptionalLong.empty();
  }

  /// True if the answer is a stream that would not report its usage unless asked to.
  public boolean needsUsageRequest() {
    boolean silent = wire == Wire.OPENAI_CHAT || wire == Wire.OPENAI_COMPLETIONS;
    return stream && silent && !usageRequested;
  }
}
