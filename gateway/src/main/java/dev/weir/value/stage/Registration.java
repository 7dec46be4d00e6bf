package dev.weir.value.stage;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.promotion.Promotion;

/// A use case from when it is put into the portfolio until it leaves it. One that is put in again
/// begins anew: what was promoted before binds it no more, and is not rolled back.
public final class Registration {
  private Registration() {}

  /// Whether a promotion was proposed in the registration that lasts, or was the last one.
  public static boolean has(Promotion promotion, Facts facts) {
    return promotion.against().useCase() > left(promotion.useCase(), facts);
  }

  /// The version in which the use case was away before; 0 = it never was.
  private static int left(String useCase, Facts facts) {
    return facts.history(Kind.USE_CASE, useCase).stream()
        .dropWhile(Version::retired)
        .filter(Version::retired)
        .findFirst()
        .map(Version::version)
        .orElse(0);
  }
}
