package dev.weir.flow.dialect;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is done to an answer between provider and caller. One answer, one thread.
///
/// [#head] comes first. A stream is then [#chunk] after chunk, and [#end] if the provider ended it
/// or [#torn] if it broke off; any other answer is [#whole], or [#error] if its status says so.
/// Once it is [#broken] nothing more is passed on: the caller must be told, and never sees a clean
/// end.
public interface AnswerEdit {

  /// The edit that takes out of an answer what splices brought into it, so that the caller gets
  /// what it would have got without Weir, or from its wire's own vendor.
  ///
  /// @param splices what was done to the request
  /// @param eventBytesMax longest event that is edited; from a longer one on, all is passed on
  static AnswerEdit undoing(List<Splice> splices, int eventBytesMax) {
    for (Splice splice : splices) {
      switch (splice) {
        case Splice.UsageRequest() -> {
          return new WithoutUsage(eventBytesMax);
        }
        case Splice.Guise _ -> {
          return new Unwrapped(eventBytesMax);
        }
        case Splice.Model _, Splice.MaxTokens _ -> {} // they add nothing to an answer
      }
    }
    return new Untouched();
  }

  /// This edit, and then another of what it makes.
  default AnswerEdit then(AnswerEdit next) {
    return new Chained(this, next);
  }

  /// The head that the caller gets for the provider's.
  Head head(Head theirs);

  /// What to pass on for a chunk of a stream; may be empty.
  byte[] chunk(byte[] chunk);

  /// What is left to pass on when the provider has ended its stream.
  byte[] end();

  /// What is left to pass on of a stream that broke off.
  byte[] torn();

  /// What to pass on for an answer that is no stream.
  byte[] whole(byte[] body);

  /// What to pass on for the body of an answer by which the provider refused.
  byte[] error(int status, byte[] body);

  /// Why the answer cannot be carried on, once it cannot.
  Optional<Broken> broken();

  /// What of a head an edit has a say in.
  ///
  /// @param contentType empty if there is none
  /// @param more header fields that the dialect has besides, by name
  record Head(int status, String contentType, Map<String, String> more) {
    private static final int ERRORS_FROM = 300;

    public Head {
      more = Map.copyOf(more);
    }

    public Head(int status, String contentType) {
      this(status, contentType, Map.of());
    }

    public boolean isError() {
      return status >= ERRORS_FROM;
    }
  }

  /// @param fault what is wrong with what the provider sent, in Weir's words; empty where the
  ///   provider itself reports an error
  /// @param event tells the caller in its stream; empty where it has none
  /// @param head of the answer that tells the caller of which nothing has been seen
  /// @param body of that answer
  @SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
  record Broken(String fault, byte[] event, Head head, byte[] body) {}
}
