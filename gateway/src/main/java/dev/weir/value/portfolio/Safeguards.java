package dev.weir.value.portfolio;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How carefully a use case is led: what its audience sets, or it sets itself. Its gates take from
/// here what they do not state.
///
/// @param humanReviewShare of its outcomes that people look at, 0 to 1
/// @param gateOutcomesMin how many outcomes its unit cost has to be proven on in production
/// @param gateMargin the share of an outcome's value that it may cost, above 0, to 1
public record Safeguards(
    RiskTier riskTier, BigDecimal humanReviewShare, long gateOutcomesMin, BigDecimal gateMargin) {
  private static final long OUTCOMES_MAX = 10_000_000;

  static final Safeguards STRICTEST = usual(RiskTier.HIGH, "0.1", 1_000, "0.6");

  /// Assumed by Weir, until the policy says otherwise.
  static final Map<Audience, Safeguards> USUAL =
      Map.of(
          Audience.INTERNAL, usual(RiskTier.LOW, "0.02", 200, "0.8"),
          Audience.PARTNER, usual(RiskTier.MEDIUM, "0.05", 500, "0.7"),
          Audience.CUSTOMER, STRICTEST);

  public enum RiskTier {
    LOW,
    MEDIUM,
    HIGH;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a use case sets itself; what it leaves out is its audience's.
  public record Own(
      Optional<RiskTier> riskTier,
      Optional<BigDecimal> humanReviewShare,
      Optional<Long> gateOutcomesMin,
      Optional<BigDecimal> gateMargin) {
    static final Own NOTHING =
        new Own(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    Safeguards over(Safeguards audience) {
      return new Safeguards(
          riskTier.orElse(audience.riskTier),
          humanReviewShare.orElse(audience.humanReviewShare),
          gateOutcomesMin.orElse(audience.gateOutcomesMin),
          gateMargin.orElse(audience.gateMargin));
    }
  }

  public Safeguards {
    Rules.between("human_review_share", humanReviewShare, BigDecimal.ZERO, BigDecimal.ONE);
    Rules.between("gate_margin", gateMargin, BigDecimal.ZERO, BigDecimal.ONE);
    if (gateMargin.signum() == 0) {
      throw new IllegalArgumentException("field 'gate_margin' is above 0, was 0");
    }
    if (gateOutcomesMin < 1 || gateOutcomesMin > OUTCOMES_MAX) {
      throw new IllegalArgumentException(
          "field 'gate_outcomes_min' is 1 to %d, was %d".formatted(OUTCOMES_MAX, gateOutcomesMin));
    }
  }

  private static Safeguards usual(RiskTier tier, String share, long outcomes, String margin) {
    return new Safeguards(tier, new BigDecimal(share), outcomes, new BigDecimal(margin));
  }
}
