package dev.weir.simulator.request;

import dev.weir.simulator.script.Wish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request, read.
///
/// @param stream whether path or body ask for a stream
/// @param includeUsage OpenAI's `stream_options.include_usage`
/// @param padded OpenAI's `stream_options.include_obfuscation`, on unless refused
/// @param directive the inside of the last directive in a user's text
/// @param inputs what is to be embedded; empty elsewhere
/// @param dimensions of an embedding
public record Call(
    Asked asked,
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

  public Endpoint endpoint() {
    return asked.endpoint();
  }

  public Provider provider() {
    return asked.provider();
  }
}
