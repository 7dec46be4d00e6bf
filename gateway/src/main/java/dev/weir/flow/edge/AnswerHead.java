package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.upstream.HeaderRules;
import java.util.Locale;
import java.util.Map;

/// The head of a provider's answer, and what follows from it.
///
/// @param framing how its body is cut into events
/// @param sealed the body has an encoding that cannot be read: it passes as it is, and nothing is
///   metered
record AnswerHead(int status, Headers headers, Framing framing, boolean sealed) {
  private static final int ERRORS_FROM = 300;

  /// None has come.
  static final AnswerHead NONE = new AnswerHead(0, Headers.EMPTY, Framing.NONE, false);

  static AnswerHead of(int status, Headers headers) {
    boolean error = status >= ERRORS_FROM;
    Framing framing = error ? Framing.NONE : Framing.of(headers.get("content-type").orElse(""));
    boolean packed = headers.get("content-encoding").filter(AnswerHead::isPacked).isPresent();
    return new AnswerHead(status, headers, framing, packed);
  }

  private static boolean isPacked(String encoding) {
    return !encoding.strip().equalsIgnoreCase("identity");
  }

  /// Whether the body is passed on as it comes; any other is held until it is whole.
  boolean streams() {
    return framing != Framing.NONE;
  }

  /// Whether it says that its body is JSON.
  boolean isJson() {
    String type = contentType().toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String media = (end < 0 ? type : type.substring(0, end)).strip();
    return media.equals("application/json") || media.endsWith("+json");
  }

  /// An error status is not billed.
  boolean isError() {
    return status >= ERRORS_FROM;
  }

  /// As it is before an edit.
  AnswerEdit.Head forEdit() {
    return new AnswerEdit.Head(status, contentType());
  }

  private String contentType() {
    return headers.get("content-type").orElse("");
  }

  /// The headers as a caller gets them.
  ///
  /// @param shown what an edit has made of the head
  Headers outward(Sent sent, AnswerEdit.Head shown) {
    Carried carried = sent.carried();
    Headers kept = carried.isTranslated() ? across(shown) : within(shown);
    if (!carried.dropped().isEmpty()) {
      kept = kept.plus(WeirHeaders.DROPPED, String.join(", ", carried.dropped()));
    }
    return kept.with(
        Headers.of(
            WeirHeaders.CALL_ID,
            sent.reserved().call().toString(),
            WeirHeaders.MODEL,
            sent.reserved().model(),
            WeirHeaders.PROVIDER,
            sent.provider().name(),
            WeirHeaders.ATTEMPTS,
            Integer.toString(sent.reserved().attempt()),
            WeirHeaders.CACHE,
            "none"));
  }

  private Headers within(AnswerEdit.Head shown) {
    Headers kept = HeaderRules.inbound(headers);
    return shown.contentType().equals(contentType())
        ? kept
        : kept.with("content-type", shown.contentType());
  }

  private Headers across(AnswerEdit.Head shown) {
    Headers kept = HeaderRules.back(headers).plus("content-type", shown.contentType());
    for (Map.Entry<String, String> more : shown.more().entrySet()) {
      kept = kept.plus(more.getKey(), more.getValue());
    }
    return kept;
  }
}
