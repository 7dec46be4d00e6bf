package dev.weir.simulator.dialect;

import dev.weir.simulator.request.Provider;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/// An error as a provider tells it.
///
/// @param row decides about the ids in it
/// @param retryAfterSeconds when to come back; -1 when the provider does not say
public record Failure(
    Provider provider, int status, String message, long row, int retryAfterSeconds) {
  private static final int OVERLOADED = 529;

  /// The error the provider sends with a status when nothing more is known.
  public static Failure of(Provider provider, int status, long row) {
    return new Failure(provider, status, ErrorTexts.of(provider, status), row, -1);
  }

  /// The error for a request without a key, or with a wrong one.
  public static Failure unknownKey(Provider provider, boolean presented, long row) {
    int status =
        switch (provider) {
          case OPENAI, AZURE, ANTHROPIC, VERTEX -> 401;
          case GEMINI -> presented ? 400 : 403;
          case BEDROCK -> 403;
        };
    return new Failure(provider, status, ErrorTexts.unknownKey(provider, presented), row, -1);
  }

  /// The error that a stream which began well ends with.
  static Failure late(Provider provider, long row) {
    return of(provider, provider == Provider.ANTHROPIC ? OVERLOADED : 500, row);
  }

  public Buffer body() {
    return Buffer.buffer(ErrorBodies.json(this));
  }

  /// Puts the headers that only an error has.
  public void headers(MultiMap headers) {
    switch (provider) {
      case OPENAI, AZURE, ANTHROPIC -> {
        if (retryAfterSeconds >= 0) {
          headers.set("retry-after", Integer.toString(retryAfterSeconds));
        }
      }
      case GEMINI, VERTEX -> {
        // The delay is in the body.
      }
      case BEDROCK -> headers.set("x-amzn-errortype", ErrorBodies.bedrockType(status));
    }
  }
}
