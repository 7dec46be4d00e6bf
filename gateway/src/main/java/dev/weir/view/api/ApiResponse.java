package dev.weir.view.api;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// @param type media type of the body
/// @param headers besides the content type
public record ApiResponse(int status, String type, Map<String, String> headers, Body body) {
  public ApiResponse {
    headers = Map.copyOf(headers);
  }

  /// What is answered.
  public sealed interface Body {
    @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
    record Whole(byte[] bytes) implements Body {}

    /// A text in UTF-8 that is made while it is written, once; where that fails, with
    /// [AnswerFailed].
    record Streamed(Writing writing) implements Body {}
  }

  /// Writes a text.
  @FunctionalInterface
  public interface Writing {
    /// @throws IOException if `out` takes no more
    void to(Writer out) throws IOException;
  }

  /// The same with a body that is streamed.
  ApiResponse with(Writing writing) {
    return new ApiResponse(status, type, headers, new Body.Streamed(writing));
  }

  /// Writes the body as text.
  ///
  /// @throws IOException if `out` takes no more
  public void copyTo(Writer out) throws IOException {
    switch (body) {
      case Body.Whole whole -> out.write(new String(whole.bytes(), StandardCharsets.UTF_8));
      case Body.Streamed streamed -> streamed.writing().to(out);
    }
  }
}
