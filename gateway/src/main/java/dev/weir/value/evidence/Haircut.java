package dev.weir.value.evidence;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What each grade of evidence leaves of a value that is claimed on it, as an organisation has set
/// it. A weaker grade never leaves more than a stronger one.
///
/// @param shares 0 to 1, of every grade
public record Haircut(Map<Evidence, BigDecimal> shares) {
  /// 1.0, 0.8, 0.5, 0.2.
  public static final Haircut USUAL = of(Map.of());

  private static final int DECIMALS = 6;

  public Haircut {
    Map<Evidence, BigDecimal> all = new EnumMap<>(Evidence.class);
    BigDecimal most = BigDecimal.ONE;
    for (Evidence grade : Evidence.values()) {
      BigDecimal share = shares.getOrDefault(grade, grade.usualShare());
      if (share.signum() < 0 || share.compareTo(most) > 0 || share.scale() > DECIMALS) {
        throw new IllegalArgumentException(
            "field 'evidence_shares.%s' is 0 to %s with at most %d decimals, as a weaker grade leaves no more than a stronger one, was '%s'"
                .formatted(grade.code(), most.toPlainString(), DECIMALS, share.toPlainString()));
      }
      most = share;
      all.put(grade, share);
    }
    shares = Collections.unmodifiableMap(all);
  }

  /// By the codes of grades; one that is not named has its usual share.
  public static Haircut of(Map<String, BigDecimal> byCode) {
    Map<Evidence, BigDecimal> shares = new EnumMap<>(Evidence.class);
    byCode.forEach((code, share) -> shares.put(Evidence.of(code), share));
    return new Haircut(shares);
  }

  public BigDecimal share(Evidence grade) {
    return shares.getOrDefault(grade, BigDecimal.ZERO);
  }

  /// What a grade leaves of an amount, in the amount's unit, exactly.
  public BigDecimal cut(Evidence grade, BigDecimal amount) {
    return amount.multiply(share(grade));
  }
}
