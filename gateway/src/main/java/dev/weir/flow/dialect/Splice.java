package dev.weir.flow.dialect;

/// A change Weir may make to a caller's body. The list is closed: every other byte is forwarded as
/// it came.
public sealed interface Splice {

  /// How the splice is recorded on the attempt.
  String note();

  /// Asks for another model than the caller named: an alias's target, or a substitute.
  record Model(String model) implements Splice {
    @Override
    public String note() {
      return "model=" + model;
    }
  }

  /// Limits the answer.
  ///
  /// @param tokens most output tokens of one choice
  /// @param former whether a chat must say it as `max_tokens`, whatever else it says: there are
  ///   servers that pass over the newer name
  record MaxTokens(long tokens, boolean former) implements Splice {
    /// A limit as the wire's own vendor wants it.
    public MaxTokens(long tokens) {
      this(tokens, false);
    }

    @Override
    public String note() {
      return "max_tokens=" + tokens;
    }
  }

  /// Asks an OpenAI stream to report its usage. What that adds to the answer is taken out again by
  /// [AnswerEdit].
  record UsageRequest() implements Splice {
    @Override
    public String note() {
      return "include_usage";
    }
  }
}
