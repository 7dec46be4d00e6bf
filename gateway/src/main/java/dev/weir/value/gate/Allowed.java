package dev.weir.value.gate;

import dev.weir.flow.books.Fields;
import dev.weir.value.criterion.Figure;
import java.math.BigDecimal;
import java.util.Optional;

/// How far a roll-out goes: what a promotion brings, and what caps it.
///
/// @param share of the eligible users
/// @param users who may call at most; nothing = as many as the share has
public record Allowed(BigDecimal share, Optional<Long> users, BigDecimal budgetUsdPerMonth) {
  public static final String SHARE = "share";
  public static final String USERS = "users";
  public static final String BUDGET = "budget_usd_per_month";

  /// A roll-out's share is in thousandths.
  private static final int SHARE_DECIMALS = 3;

  public Allowed {
    share = plain(share);
    budgetUsdPerMonth = plain(budgetUsdPerMonth);
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("field 'share' is 0 to 1, was " + share.toPlainString());
    }
    if (share.stripTrailingZeros().scale() > SHARE_DECIMALS) {
      throw new IllegalArgumentException(
          "field 'share' has at most %d decimals, was %s"
              .formatted(SHARE_DECIMALS, share.toPlainString()));
    }
    if (users.filter(most -> most < 0).isPresent()) {
      throw new IllegalArgumentException("field 'users' is 0 or more, was " + users.get());
    }
    if (budgetUsdPerMonth.signum() < 0) {
      throw new IllegalArgumentException(
          "field 'budget_usd_per_month' is 0 or more, was " + budgetUsdPerMonth.toPlainString());
    }
  }

  /// One amount has one text.
  private static BigDecimal plain(BigDecimal amount) {
    return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /// @param fields its own; the caller ends them
  public static Allowed read(Fields fields) {
    return new Allowed(fields.decimal(SHARE), fields.optionalNumber(USERS), fields.decimal(BUDGET));
  }

  /// What of this is beyond a cap, for people: the first field; nothing if it is within.
  public Optional<String> beyond(Allowed cap) {
    if (share.compareTo(cap.share) > 0) {
      return Optional.of(said(SHARE, cap.share.toPlainString(), share.toPlainString()));
    }
    if (cap.users.isPresent() && users.orElse(Long.MAX_VALUE) > cap.users.get()) {
      return Optional.of(
          said(USERS, cap.users.get().toString(), users.map(Object::toString).orElse("no limit")));
    }
    return budgetUsdPerMonth.compareTo(cap.budgetUsdPerMonth) > 0
        ? Optional.of(
            said(BUDGET, cap.budgetUsdPerMonth.toPlainString(), budgetUsdPerMonth.toPlainString()))
        : Optional.empty();
  }

  /// Why these are more users than it says; nothing if they are not.
  ///
  /// @param named who may call whatever the share is
  /// @param eligible users of whom the share is
  public Optional<String> tooMany(int named, Figure eligible) {
    if (users.isEmpty()) {
      return Optional.empty();
    }
    BigDecimal open = BigDecimal.valueOf(named);
    if (share.signum() > 0) {
      switch (eligible) {
        case Figure.Unknown(String why, String _) -> {
          return Optional.of(
              "field 'users' is %d, and of how many users the share %s is nobody knows: %s; put a roster, or a share of 0 and listed users"
                  .formatted(users.get(), share.toPlainString(), why));
        }
        case Figure.Known known -> open = open.add(known.value().multiply(share));
      }
    }
    return open.compareTo(BigDecimal.valueOf(users.get())) > 0
        ? Optional.of(
            "field 'users' is at most %d, and a share of %s of those who are eligible with %d listed users is %s"
                .formatted(
                    users.get(),
                    share.toPlainString(),
                    named,
                    open.stripTrailingZeros().toPlainString()))
        : Optional.empty();
  }

  private static String said(String field, String cap, String seen) {
    return "field '%s' is at most %s, was %s".formatted(field, cap, seen);
  }
}
