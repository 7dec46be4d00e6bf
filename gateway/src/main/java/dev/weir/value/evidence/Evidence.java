package dev.weir.value.evidence;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// A grade of evidence that something caused a value, the strongest first. A [Haircut] says what of
/// the value may be claimed on it.
public enum Evidence {
  /// A randomised controlled trial.
  RCT("1.0"),
  /// Difference-in-differences: those who had it and those who had not, before and after.
  DID("0.8"),
  /// The same people or work, before and after.
  BEFORE_AFTER("0.5"),
  /// What somebody holds to be so.
  OPINION("0.2");

  private final BigDecimal share;

  Evidence(String share) {
    this.share = new BigDecimal(share);
  }

  /// Of a value that counts where an organisation has set no other: 1.0, 0.8, 0.5, 0.2.
  BigDecimal usualShare() {
    return share;
  }

  /// The weaker of two grades: a figure is no surer than the least sure one in it.
  public Evidence weaker(Evidence other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// The name in facts, databases and answers, for example `before_after`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Evidence of(String code) {
    return Arrays.stream(values())
        .filter(grade -> grade.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a grade of evidence is one of %s, was '%s'".formatted(codes(), code)));
  }

  /// All names, the strongest first, separated by commas.
  public static String codes() {
    return Arrays.stream(values()).map(Evidence::code).collect(Collectors.joining(", "));
  }
}
