package dev.weir.value.evidence;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What an organisation lets count of values: by the grade of their evidence, and while nobody has
/// tried what is the AI's. The one setting of both; [Counting] goes by it. A weaker grade never
/// leaves more than a stronger one.
///
/// @param shares what each grade leaves, 0 to 1, of every grade
/// @param untriedMax the most that counts, 0 to 1, where no experiment has shown the AI's share
public record Haircut(Map<Evidence, BigDecimal> shares, BigDecimal untriedMax) {
  /// Its name among the codes of grades.
  public static final String UNTRIED_MAX = "untried_max";

  private static final BigDecimal USUAL_UNTRIED = new BigDecimal("0.5");
  private static final int DECIMALS = 6;

  /// 1.0, 0.8, 0.5, 0.2; a half while nobody has tried.
  public static final Haircut USUAL = of(Map.of());

  public Haircut {
    Map<Evidence, BigDecimal> all = new EnumMap<>(Evidence.class);
    BigDecimal most = BigDecimal.ONE;
    for (Evidence grade : Evidence.values()) {
      BigDecimal share = shares.getOrDefault(grade, grade.usualShare());
      require(grade.code(), share, most, ", as a weaker grade leaves no more than a stronger one");
      most = share;
      all.put(grade, share);
    }
    require(UNTRIED_MAX, untriedMax, BigDecimal.ONE, "");
    shares = Collections.unmodifiableMap(all);
  }

  private static void require(String name, BigDecimal share, BigDecimal most, String why) {
    if (share.signum() < 0 || share.compareTo(most) > 0 || share.scale() > DECIMALS) {
      throw new IllegalArgumentException(
          "field 'evidence_shares.%s' is 0 to %s with at most %d decimals%s, was '%s'"
              .formatted(name, most.toPlainString(), DECIMALS, why, share.toPlainString()));
    }
  }

  /// By the codes of grades and [#UNTRIED_MAX]; what is not named is as usual.
  public static Haircut of(Map<String, BigDecimal> byName) {
    Map<Evidence, BigDecimal> shares = new EnumMap<>(Evidence.class);
    byName.forEach((name, share) -> {
      if (!name.equals(UNTRIED_MAX)) {
        shares.put(Evidence.of(name), share);
      }
    });
    return new Haircut(shares, byName.getOrDefault(UNTRIED_MAX, USUAL_UNTRIED));
  }

  public BigDecimal share(Evidence grade) {
    return shares.getOrDefault(grade, BigDecimal.ZERO);
  }

  /// What a grade leaves of an amount, in the amount's unit, exactly.
  public BigDecimal cut(Evidence grade, BigDecimal amount) {
    return amount.multiply(share(grade));
  }
}
