package dev.weir.flow.refusal;

import java.time.Duration;
import java.util.Locale;

/// A call that Weir ends without an answer from a provider, or with a failed one.
///
/// @param kind which of the closed set
/// @param message for the caller: names the thing, the rule and the value seen
/// @param rule id of the budget, limit or setting that refused it, or empty
/// @param retryAfter when the same call may pass; zero = it will not pass by waiting
public record Refusal(Kind kind, String message, String rule, Duration retryAfter) {

  /// The closed set of reasons.
  public enum Kind {
    KEY_UNKNOWN(Category.CALLER),
    KEY_EXPIRED(Category.CALLER),
    KEY_REVOKED(Category.CALLER),
    MODEL_NOT_ALLOWED(Category.POLICY),
    MODEL_UNKNOWN(Category.CALLER),
    ROUTE_UNKNOWN(Category.CALLER),
    /// What is asked for has no meter with a price, and nothing passes unmetered.
    ROUTE_UNMETERED(Category.POLICY),
    BODY_INVALID(Category.CALLER),
    BODY_TOO_LARGE(Category.CALLER),
    /// What came is no HTTP request, or two readers could take it for different ones.
    REQUEST_INVALID(Category.CALLER),
    /// The body did not come within its time.
    REQUEST_LATE(Category.CALLER),
    REQUEST_LINE_TOO_LONG(Category.CALLER),
    HEADER_TOO_LARGE(Category.CALLER),
    EXPECTATION_UNKNOWN(Category.CALLER),
    /// The body is compressed: it could be forwarded as it is only unread.
    ENCODING_UNSUPPORTED(Category.CALLER),
    /// The request says what no target of it can be told.
    NOT_CARRIED(Category.CALLER),
    TAGS_INVALID(Category.CALLER),
    TAGS_MISSING(Category.CALLER),
    /// What is settled leaves no room for this call: waiting does not help before the window ends.
    BUDGET_SPENT(Category.POLICY),
    /// The room is held by calls under way; when they settle below their bound, this call may pass.
    BUDGET_BUSY(Category.CAPACITY),
    LIMIT_REACHED(Category.POLICY),
    /// The call's cost has no provable bound, and a hard budget grants no allowance for that.
    COST_UNBOUNDED(Category.POLICY),
    /// The price book cannot price the model, and unpriced calls are refused.
    PRICE_UNKNOWN(Category.POLICY),
    /// The use case is open to some users only, and this is none of them.
    NOT_IN_ROLLOUT(Category.POLICY),
    /// The use case is open to nobody.
    USE_CASE_CLOSED(Category.POLICY),
    /// An experiment has this unit do without AI.
    ARM_WITHOUT_AI(Category.POLICY),
    /// The journal has no room left on disk.
    JOURNAL_FULL(Category.CAPACITY),
    OVERLOADED(Category.CAPACITY),
    /// The limits of the providers that the call may go to leave no room at present.
    PROVIDER_LIMITED(Category.CAPACITY),
    /// This gateway is ending; another one, or the next, may carry the call out.
    SHUTTING_DOWN(Category.CAPACITY),
    UPSTREAM_UNREACHABLE(Category.UPSTREAM),
    UPSTREAM_FAILED(Category.UPSTREAM),
    UPSTREAM_TIMEOUT(Category.UPSTREAM),
    INTERNAL(Category.BUG);

    private final Category category;

    Kind(Category category) {
      this.category = category;
    }

    public Category category() {
      return category;
    }

    /// The name used on the wire, in the journal and in reports: `budget_spent`.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A refusal that no rule names and waiting does not cure.
  public static Refusal of(Kind kind, String message) {
    return new Refusal(kind, message, "", Duration.ZERO);
  }

  public static Refusal byRule(Kind kind, String rule, String message, Duration retryAfter) {
    return new Refusal(kind, message, rule, retryAfter);
  }
}
