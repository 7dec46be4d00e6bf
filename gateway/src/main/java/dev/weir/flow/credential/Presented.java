package dev.weir.flow.credential;

import dev.weir.base.http.Headers;
import java.util.List;

/// How a request tells its provider who asks.
public sealed interface Presented {

  /// @param headers all of the request's
  /// @param secrets what in them nobody may see
  record Signed(Headers headers, List<String> secrets) implements Presented {
    @Override
    public String toString() {
      return "Signed" + headers;
    }
  }

  /// It cannot be told.
  ///
  /// @param why for people; shows no secret
  record Missing(String why) implements Presented {}
}
