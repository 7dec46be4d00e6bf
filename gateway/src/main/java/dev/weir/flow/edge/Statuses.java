package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.refusal.Refusal;
import java.time.Duration;

/// A refusal as HTTP: the only place where a category becomes a status.
final class Statuses {
  private Statuses() {}

  static int of(Refusal.Kind kind) {
    return switch (kind) {
      case KEY_UNKNOWN, KEY_EXPIRED, KEY_REVOKED -> 401;
      case MODEL_NOT_ALLOWED, ROUTE_UNMETERED, NOT_IN_ROLLOUT, USE_CASE_CLOSED -> 403;
      case MODEL_UNKNOWN, ROUTE_UNKNOWN -> 404;
      case BODY_INVALID, REQUEST_INVALID, NOT_CARRIED, TAGS_INVALID, TAGS_MISSING -> 400;
      case REQUEST_LATE -> 408;
      case ARM_WITHOUT_AI -> 409;
      case BODY_TOO_LARGE -> 413;
      case REQUEST_LINE_TOO_LONG -> 414;
      case ENCODING_UNSUPPORTED -> 415;
      case EXPECTATION_UNKNOWN -> 417;
      case HEADER_TOO_LARGE -> 431;
      case BUDGET_SPENT, COST_UNBOUNDED, PRICE_UNKNOWN -> 402;
      case BUDGET_BUSY, LIMIT_REACHED, PROVIDER_LIMITED -> 429;
      case JOURNAL_FULL, OVERLOADED, SHUTTING_DOWN -> 503;
      case UPSTREAM_UNREACHABLE, UPSTREAM_FAILED -> 502;
      case UPSTREAM_TIMEOUT -> 504;
      case INTERNAL -> 500;
    };
  }

  /// Tells SDKs whether to try again: never after a policy's no, and after the stated time where
  /// waiting helps.
  static Headers retrying(Refusal refusal) {
    boolean retry =
        switch (refusal.kind().category()) {
          case CALLER, POLICY, BUG -> false;
          case CAPACITY, UPSTREAM -> true;
        };
    Headers headers = Headers.of("x-should-retry", Boolean.toString(retry));
    if (refusal.kind() == Refusal.Kind.SHUTTING_DOWN) {
      // The next try must not come to this process.
      headers = headers.plus("connection", "close");
    }
    Duration after = refusal.retryAfter();
    return after.isPositive()
        ? headers.plus("retry-after", Long.toString(Math.ceilDiv(after.toMillis(), 1000L)))
        : headers;
  }
}
