package dev.weir.base.http;

import io.netty.handler.codec.http.ContentLengthNotAllowedException;
import io.netty.handler.codec.http.InvalidLineSeparatorException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.TransferEncodingNotAllowedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/// What a request head must keep to. The engine's parser holds RFC 9112's grammar; what it lets
/// pass and Weir does not is here, and its complaints are told without the bytes they quote.
record HeadRules(ListenerLimits limits) {
  static final String VERSION = "the HTTP version must be 1.0 or 1.1, or 2 over TLS";

  /// What is wrong with a head that the parser took.
  Optional<Breach> breach(HttpServerRequest request, Headers fields) {
    if (fields.size() > limits.headersMax()) {
      return Optional.of(
          new Breach(
              Breach.Kind.HEADER_TOO_LARGE,
              "a request has at most %,d header fields".formatted(limits.headersMax())));
    }
    if (request.method().name().equals("CONNECT")) {
      return malformed("CONNECT is not served: this is no forward proxy");
    }
    // A request towards a provider could not be written with them.
    if (request.uri() != null && request.uri().chars().anyMatch(HeadRules::isSpaceOrControl)) {
      return malformed("the path and query must not contain spaces or control characters");
    }
    if (request.version() == HttpVersion.HTTP_2) {
      if (fields.all("host").size() > 1) { // Http2Guard sees to it that another one is a second
        return malformed("host must be the same as :authority, and be given once");
      }
      if (!fields.all("content-length").stream().allMatch(HeadRules::isLength)) {
        return malformed("Content-Length must be a number of bytes");
      }
    } else {
      // Clients offer h2c on their own, Java's does; whoever ignores an offer answers in HTTP/1.1.
      if (fields.all("upgrade").stream().anyMatch(each -> !each.equalsIgnoreCase("h2c"))) {
        return Optional.of(
            new Breach(
                Breach.Kind.UPGRADE,
                "Upgrade is not served: HTTP/2 is agreed on in the TLS handshake"));
      }
      if (fields.get("").isPresent()) {
        return malformed("a header field has no name");
      }
      int hosts = fields.all("host").size();
      if (hosts > 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_1)) {
        return malformed("a request has one Host, has %d".formatted(hosts));
      }
      Optional<String> coding = fields.get("transfer-encoding");
      if (coding.isPresent() && !coding.get().strip().equalsIgnoreCase("chunked")) {
        return malformed("Transfer-Encoding must be 'chunked' and nothing else");
      }
    }
    return expectation(fields);
  }

  private static boolean isSpaceOrControl(int octet) {
    return octet <= ' ' || octet == 0x7f;
  }

  private static boolean isLength(String value) {
    return value.length() < 19
        && !value.isEmpty()
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private Optional<Breach> expectation(Headers fields) {
    Optional<String> expected = fields.get("expect");
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    if (!expected.get().equalsIgnoreCase("100-continue")) {
      return Optional.of(
          new Breach(Breach.Kind.EXPECTATION, "the only Expect known is 100-continue"));
    }
    // Refused before the body is asked for, so it is never sent.
    return fields
        .get("content-length")
        .filter(length -> Long.parseLong(length) > limits.bodyBytesMax())
        .map(_ -> BodyReader.tooLarge(limits.bodyBytesMax()));
  }

  /// What is wrong with a head that the parser refused.
  Breach breach(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException _ ->
          new Breach(
              Breach.Kind.REQUEST_LINE_TOO_LONG,
              "the request line is longer than %,d bytes".formatted(limits.requestLineBytesMax()));
      case TooLongHttpHeaderException _ ->
          new Breach(
              Breach.Kind.HEADER_TOO_LARGE,
              "the header is longer than %,d bytes".formatted(limits.headerBytesMax()));
      case ContentLengthNotAllowedException _ ->
          new Breach(
              Breach.Kind.MALFORMED, "Content-Length and Transfer-Encoding exclude each other");
      case TransferEncodingNotAllowedException _ ->
          new Breach(Breach.Kind.MALFORMED, "Transfer-Encoding does not exist in HTTP/1.0");
      case InvalidLineSeparatorException _ ->
          new Breach(Breach.Kind.MALFORMED, "a line of the header must end in CR LF");
      default -> new Breach(Breach.Kind.MALFORMED, byMessage(String.valueOf(cause.getMessage())));
    };
  }

  /// The parser has one exception for all the rest; its message quotes what was sent.
  private static String byMessage(String message) {
    if (message.equals(VERSION)) {
      return VERSION;
    }
    if (message.startsWith("Multiple Content-Length")) {
      return "Content-Length is given more than once";
    }
    if (message.startsWith("Content-Length")) {
      return "Content-Length must be a number of bytes";
    }
    if (message.contains("transfer coding") || message.startsWith("chunked must")) {
      return "Transfer-Encoding must be 'chunked' and nothing else";
    }
    if (message.startsWith("a header") || message.startsWith("No colon")) {
      return "a header field must be 'name: value', without control characters";
    }
    return "the request line and header are not HTTP/1.1";
  }

  private static Optional<Breach> malformed(String detail) {
    return Optional.of(new Breach(Breach.Kind.MALFORMED, detail));
  }
}
