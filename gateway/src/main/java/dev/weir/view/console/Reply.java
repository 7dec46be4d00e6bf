package dev.weir.view.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Headers;

/// An answer to a browser.
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
record Reply(int status, Headers headers, byte[] body) {
  private static final String HTML = "text/html; charset=utf-8";

  static Reply page(int status, String html) {
    return of(status, HTML, html.getBytes(UTF_8));
  }

  static Reply of(int status, String type, byte[] body) {
    return new Reply(status, Headers.of("content-type", type), body);
  }

  /// Go there instead, and read.
  static Reply elsewhere(String path) {
    return new Reply(303, Headers.of("location", path), new byte[0]);
  }

  Reply with(String name, String value) {
    return new Reply(status, headers.with(name, value), body);
  }

  String text() {
    return new String(body, UTF_8);
  }
}
