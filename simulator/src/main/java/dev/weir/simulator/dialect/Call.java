package dev.weir.simulator.dialect;

import dev.weir.simulator.script.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request body, read.
///
/// @param includeUsage OpenAI's `stream_options.include_usage`
/// @param padded OpenAI's `stream_options.include_obfuscation`, on unless refused
/// @param directive the inside of the last directive in a user's text
/// @param inputs what is to be embedded; empty elsewhere
/// @param dimensions of an embedding
public record Call(
    Endpoint endpoint,
    Wish wish,
    boolean stream,
    boolean includeUsage,
    boolean padded,
    boolean logprobs,
    @Nullable String directive,
    List<String> inputs,
    boolean base64,
    int dimensions) {
  public Call {
    inputs = List.copyOf(inputs);
  }
}
