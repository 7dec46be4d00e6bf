package dev.weir.flow.edge;

import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A fault as the engine, the provider, the journal and the caller name it.
final class Faults {
  private static final long RETRY_AFTER_SECONDS_MAX = 86_400;
  private static final List<String> CONTENT =
      List.of("content_filter", "content_policy", "moderation", "safety");
  private static final List<String> LENGTH =
      List.of(
          "context_length", "maximum context length", "prompt is too long", "request_too_large");

  private Faults() {}

  static Fault of(Failure failure, Provider provider) {
    Fault.Kind kind =
        switch (failure.kind()) {
          case REFUSED, FORBIDDEN, STALE, UNRESOLVED, UNWRITABLE, TLS, CONNECT_TIMEOUT, POOL_FULL ->
              Fault.Kind.UNREACHABLE;
          case GOING_AWAY -> Fault.Kind.GOING_AWAY;
          case RESET -> Fault.Kind.RESET;
          case NO_ANSWER -> Fault.Kind.SILENT_HEAD;
          case CUT -> Fault.Kind.CUT;
          case TIMED_OUT -> Fault.Kind.SILENT;
          case UNSIGNED -> Fault.Kind.CREDENTIAL;
        };
    return new Fault(kind, "provider %s: %s".formatted(provider.name(), failure.detail()));
  }

  /// An answer that says with its status that it is none.
  static Fault answered(AnswerHead head, byte[] body, Provider provider) {
    Fault.Kind kind = kind(head.status(), body);
    boolean unaccepted = head.status() == 401;
    return new Fault(
        kind,
        unaccepted
            ? "provider %s does not accept Weir's credential".formatted(provider.name())
            : "provider %s answered %d".formatted(provider.name(), head.status()),
        retryAfter(head.headers()));
  }

  /// What a provider takes Weir's account for is Weir's failure, not the caller's.
  private static Fault.Kind kind(int status, byte[] body) {
    return switch (status) {
      case 401, 402 -> Fault.Kind.CREDENTIAL;
      case 403 -> refused(status, body, Fault.Kind.CREDENTIAL);
      case 429 -> Fault.Kind.LIMITED;
      case 503, 529 -> Fault.Kind.OVERLOADED;
      default -> status >= 500 ? Fault.Kind.SERVER : refused(status, body, Fault.Kind.CALLER);
    };
  }

  /// What an answer with a status below 500 is about.
  private static Fault.Kind refused(int status, byte[] body, Fault.Kind otherwise) {
    ProviderError error = ProviderError.read(status, body);
    return refused(String.join(" ", error.type(), error.code(), error.message()), otherwise);
  }

  private static Fault.Kind refused(String error, Fault.Kind otherwise) {
    String said = error.toLowerCase(Locale.ROOT);
    if (LENGTH.stream().anyMatch(said::contains)) {
      return Fault.Kind.TOO_LONG;
    }
    return CONTENT.stream().anyMatch(said::contains) ? Fault.Kind.CONTENT : otherwise;
  }

  /// An error within an answer whose status was good.
  ///
  /// @param error as a meter names it, `type: message`
  static Fault within(String error, Provider provider) {
    int colon = error.indexOf(':');
    String type = (colon < 0 ? error : error.substring(0, colon)).toLowerCase(Locale.ROOT);
    Fault.Kind kind;
    if (says(type, "overloaded", "serviceunavailable")) {
      kind = Fault.Kind.OVERLOADED;
    } else if (says(type, "rate_limit", "quota", "throttling")) {
      kind = Fault.Kind.LIMITED;
    } else if (says(type, "authentication", "permission", "accessdenied")) {
      kind = Fault.Kind.CREDENTIAL;
    } else {
      boolean callers = says(type, "invalid_request", "not_found", "validationexception");
      kind = refused(error, callers ? Fault.Kind.CALLER : Fault.Kind.SERVER);
    }
    return new Fault(
        kind, "provider %s reported an error in its answer".formatted(provider.name()));
  }

  /// An answer that cannot be carried on to its caller.
  ///
  /// @param error as a meter names what the provider reports
  /// @param nothing whether there is none
  static Fault within(AnswerEdit.Broken broken, String error, boolean nothing, Provider provider) {
    if (broken.fault().isEmpty()) {
      return within(error, provider);
    }
    return nothing
        ? empty(provider)
        : new Fault(
            Fault.Kind.MALFORMED,
            "the answer of provider %s cannot be translated: %s"
                .formatted(provider.name(), broken.fault()));
  }

  static Fault empty(Provider provider) {
    return new Fault(Fault.Kind.EMPTY, "provider %s answered nothing".formatted(provider.name()));
  }

  /// A stream without its ending.
  static Fault brokenOff(Provider provider) {
    return new Fault(
        Fault.Kind.CUT, "the answer of provider %s broke off".formatted(provider.name()));
  }

  static Fault late(Provider provider, Duration most) {
    return new Fault(
        Fault.Kind.LATE,
        "the answer of provider %s took longer than %s".formatted(provider.name(), most));
  }

  static Fault slowStart(Provider provider, Duration most) {
    return new Fault(
        Fault.Kind.SLOW_START,
        "provider %s sent no token within %s".formatted(provider.name(), most));
  }

  /// An answer in an encoding that Weir does not read.
  static Fault sealed(Provider provider) {
    return new Fault(
        Fault.Kind.WRONG_TYPE,
        "the answer of provider %s has an encoding that cannot be read, so that it cannot be translated"
            .formatted(provider.name()));
  }

  private static boolean says(String type, String... words) {
    for (String word : words) {
      if (type.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /// In milliseconds or seconds; a date is not read.
  static Optional<Duration> retryAfter(Headers headers) {
    Optional<Duration> millis =
        headers.get("retry-after-ms").flatMap(text -> number(text).map(Duration::ofMillis));
    return millis.isPresent()
        ? millis
        : headers.get("retry-after").flatMap(text -> number(text).map(Duration::ofSeconds));
  }

  private static Optional<Long> number(String text) {
    String digits = text.strip();
    return digits.matches("[0-9]{1,9}")
        ? Optional.of(Math.min(Long.parseLong(digits), RETRY_AFTER_SECONDS_MAX * 1_000))
        : Optional.empty();
  }

  /// How the journal says that an attempt ended with such a fault.
  static Ending ending(Fault.Kind kind) {
    return switch (kind) {
      case PACED, UNREACHABLE, GOING_AWAY -> Ending.NOT_SENT;
      case RESET, CUT, TOO_LARGE, NO_ROOM, EMPTY, WRONG_TYPE, MALFORMED -> Ending.CUT;
      case SILENT_HEAD, SLOW_START, SILENT, LATE, ENDING -> Ending.TIMED_OUT;
      case LIMITED, OVERLOADED, SERVER, CREDENTIAL, TOO_LONG, CONTENT, CALLER ->
          Ending.PROVIDER_ERROR;
    };
  }

  /// What a caller is told whose call ends with this fault.
  static Refusal refusal(Fault fault) {
    return switch (fault.kind()) {
      case UNREACHABLE, GOING_AWAY -> Refusal.of(Refusal.Kind.UPSTREAM_UNREACHABLE, fault.detail());
      case SILENT_HEAD, SLOW_START, SILENT, LATE ->
          Refusal.of(Refusal.Kind.UPSTREAM_TIMEOUT, fault.detail());
      case RESET,
          CUT,
          TOO_LARGE,
          EMPTY,
          WRONG_TYPE,
          MALFORMED,
          LIMITED,
          OVERLOADED,
          SERVER,
          CREDENTIAL,
          TOO_LONG,
          CONTENT,
          CALLER ->
          Refusal.of(Refusal.Kind.UPSTREAM_FAILED, fault.detail());
      case PACED ->
          new Refusal(
              Refusal.Kind.PROVIDER_LIMITED,
              fault.detail(),
              "",
              fault.retryAfter().orElse(DataPlane.OVERLOADED_RETRY_AFTER));
      case NO_ROOM -> Refusal.of(Refusal.Kind.OVERLOADED, fault.detail());
      case ENDING -> UnderWay.refusal();
    };
  }
}
