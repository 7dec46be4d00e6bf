package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.upstream.HeaderRules;

/// The head of a provider's answer, and what follows from it.
///
/// @param streams the body is passed on as it comes; any other is held until it is whole
/// @param sealed the body has an encoding that cannot be read: it passes as it is, and nothing is
///   metered
record AnswerHead(int status, Headers headers, boolean streams, boolean sealed) {
  private static final String EVENTS = "text/event-stream";
  private static final int ERRORS_FROM = 300;

  /// None has come.
  static final AnswerHead NONE = new AnswerHead(0, Headers.EMPTY, false, false);

  static AnswerHead of(int status, Headers headers) {
    boolean events = headers.get("content-type").filter(AnswerHead::isEvents).isPresent();
    boolean packed = headers.get("content-encoding").filter(AnswerHead::isPacked).isPresent();
    return new AnswerHead(status, headers, events && status < ERRORS_FROM, packed);
  }

  private static boolean isEvents(String contentType) {
    return contentType.regionMatches(true, 0, EVENTS, 0, EVENTS.length());
  }

  private static boolean isPacked(String encoding) {
    return !encoding.strip().equalsIgnoreCase("identity");
  }

  /// An error status is not billed.
  boolean isError() {
    return status >= ERRORS_FROM;
  }

  /// The headers as a caller gets them.
  Headers outward(Sent sent) {
    return HeaderRules.inbound(headers)
        .with(
            Headers.of(
                WeirHeaders.CALL_ID,
                sent.reserved().call().toString(),
                WeirHeaders.MODEL,
                sent.reserved().model(),
                WeirHeaders.PROVIDER,
                sent.provider().name(),
                WeirHeaders.CACHE,
                "none"));
  }
}
