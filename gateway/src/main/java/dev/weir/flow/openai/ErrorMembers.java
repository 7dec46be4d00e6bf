package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.ProviderError;

/// A provider's error as OpenAI would say it.
final class ErrorMembers {
  private static final String UNNAMED = "server_error";

  private ErrorMembers() {}

  static byte[] body(ProviderError error) {
    JsonOutput out =
        new JsonOutput()
            .object()
            .object("error")
            .text("message", error.message())
            .text("type", error.type().isEmpty() ? UNNAMED : error.type());
    orNothing("param", error.field(), out);
    orNothing("code", error.code(), out);
    return out.endObject().endObject().bytes();
  }

  static void orNothing(String name, String value, JsonOutput out) {
    if (value.isEmpty()) {
      out.nothing(name);
    } else {
      out.text(name, value);
    }
  }
}
