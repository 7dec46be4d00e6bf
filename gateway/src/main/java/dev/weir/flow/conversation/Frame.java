package dev.weir.flow.conversation;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;

/// One step of an answer. A whole answer is the sequence of its frames, so that one reader and one
/// writer of a wire serve both.
///
/// Order: `Began`, then for each choice pieces and one `Stopped`, `Used` anywhere, and `Ended`, or
/// `Broke` and nothing more. A tool's arguments come behind its `ToolBegan`; pieces of several
/// tools may be mixed. Readers keep to this whatever a provider sends. Pieces are JSON strings
/// whose inside is copied.
public sealed interface Frame {

  /// @param id the provider's id of the answer; empty if it gives none
  /// @param model as the provider names it; empty if it does not
  record Began(String id, String model) implements Frame {}

  record Text(int choice, JsonSlice piece) implements Frame {}

  record Thought(int choice, JsonSlice piece) implements Frame {}

  /// Closes the thought before it, or, without one, stands for a thought that is not shown.
  record Sealed(int choice, Seal seal) implements Frame {}

  record Declined(int choice, JsonSlice piece) implements Frame {}

  /// @param tool counts from 0 within its choice
  record ToolBegan(int choice, int tool, String id, String name) implements Frame {}

  /// @param piece of the arguments' JSON, as a JSON string
  record ToolArguments(int choice, int tool, JsonSlice piece) implements Frame {}

  /// What the provider wants back with a tool's call.
  record ToolSealed(int choice, int tool, Seal seal) implements Frame {}

  /// @param raw the provider's word; empty if it has none
  /// @param sequence the text at which it stopped, if it did at one
  record Stopped(int choice, Stop stop, String raw, String sequence) implements Frame {}

  /// What was consumed so far; the last one counts.
  record Used(Usage usage) implements Frame {}

  /// The provider says within its answer that it failed.
  record Broke(ProviderError error) implements Frame {}

  /// The provider said that this was all.
  record Ended() implements Frame {}
}
