package dev.weir.flow.dialect;

import java.util.List;

/// What is done to a stream between provider and caller. One answer, one thread.
public interface AnswerEdit {

  /// The edit that takes out of an answer what splices put in, so that the caller gets what it
  /// would have got without Weir.
  ///
  /// @param splices what was done to the request
  /// @param eventBytesMax longest event that is edited; from a longer one on, all is passed on
  static AnswerEdit undoing(List<Splice> splices, int eventBytesMax) {
    for (Splice splice : splices) {
      switch (splice) {
        case Splice.UsageRequest() -> {
          return new WithoutUsage(eventBytesMax);
        }
        case Splice.Model _, Splice.MaxTokens _ -> {} // they add nothing to an answer
      }
    }
    return new Untouched();
  }

  /// What to pass on for a chunk; may be empty.
  byte[] chunk(byte[] chunk);

  /// What is left to pass on when the stream has ended, in whatever way.
  byte[] end();
}
