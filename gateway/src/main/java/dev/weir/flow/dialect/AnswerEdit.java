package dev.weir.flow.dialect;

import java.util.List;
import java.util.Optional;

/// What is done to an answer between provider and caller. One answer, one thread.
///
/// [#contentType] is asked first. A stream is then [#chunk] after chunk, and [#end] if the provider
/// ended it or [#torn] if it broke off; any other answer is [#whole], or [#error] if its status
/// says so. Once it is [#broken] nothing more is passed on: the caller must be told, and never sees
/// a clean end.
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
        case Splice.Envelope _ -> {
          return new Unwrapped(eventBytesMax);
        }
        case Splice.Model _, Splice.MaxTokens _ -> {} // they add nothing to an answer
      }
    }
    return new Untouched();
  }

  /// What the caller is told that an answer is, be it stream, whole or error.
  ///
  /// @param theirs the provider's `content-type`, or empty
  String contentType(String theirs);

  /// The status that the caller gets for the provider's.
  int status(int theirs);

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

  /// @param error what the provider said, or what is wrong with what it sent
  /// @param words the same for the caller: an event for its stream, or a body in place of a whole
  ///   answer
  @SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
  record Broken(ProviderError error, byte[] words) {}
}
