package dev.weir.flow.edge;

import java.util.function.Consumer;

/// Takes what users say of calls. Thread-safe, and never blocks who asks.
@FunctionalInterface
public interface FeedbackDesk {

  /// Takes nothing.
  FeedbackDesk NONE = (_, told) -> told.accept(new Taken.Later("feedback is not taken here"));

  /// Takes feedback and tells what became of it, once; on any thread.
  ///
  /// @param told must not block
  void take(Said said, Consumer<Taken> told);

  /// What an application hands in.
  ///
  /// @param key id of the key it does so with
  /// @param useCase that the key fixes; empty if it fixes none
  /// @param text as it came, JSON: docs/outcomes.md
  record Said(String key, String useCase, String text) {}

  /// What became of feedback.
  sealed interface Taken {

    /// It is kept.
    ///
    /// @param state `new`, `known` or `changed`
    record Done(String state) implements Taken {}

    /// It is no feedback; the field, the rule and the value.
    record Invalid(String why) implements Taken {}

    /// There is no such call, or it is not this key's.
    record NoCall() implements Taken {}

    /// It cannot be taken at present.
    record Later(String why) implements Taken {}
  }
}
