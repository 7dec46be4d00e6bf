package dev.weir.value.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.stats.Moments;
import dev.weir.value.company.Company;
import dev.weir.value.company.UseCase;
import dev.weir.value.evidence.ShownShare;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the usual policy recommends to companies whose truth is known; docs/reviews.md has the
/// figures.
@Timeout(300)
class GeneratedCompaniesTest {
  private static final int COMPANIES = 60;

  /// Losing are those whose true margin is at most 0, clear those where it is further from 0 than
  /// the noise.
  private static final class Counts {
    private long losing;
    private long losingScaled;
    private long clear;
    private long clearUnanswered;
    private long clearRight;
    private long all;
    private long unanswered;
    private double stated;
    private long mistaken;
    private long rested;
    private long naivelyScaled;
    private long tried;
    private long triedUnanswered;
    private final Map<String, Integer> byTruth = new TreeMap<>();

    void add(UseCase useCase) {
      Recommendation said = Judgement.of(new History(useCase.months()), Policy.USUAL);
      boolean isClear = Math.abs(useCase.marginAtScale()) > useCase.noise();
      boolean isSilent = said instanceof Recommendation.NotEnoughEvidence;
      boolean isLosing = useCase.marginAtScale() <= 0;
      all++;
      unanswered += isSilent ? 1 : 0;
      losing += isLosing ? 1 : 0;
      losingScaled += isLosing && said instanceof Recommendation.Scale ? 1 : 0;
      clear += isClear ? 1 : 0;
      clearUnanswered += isClear && isSilent ? 1 : 0;
      clearRight += isClear && isRight(useCase, said) ? 1 : 0;
      if (!isSilent && said.misclassified().isPresent()) {
        rested++;
        stated += said.misclassified().getAsDouble();
        mistaken += isLosing == saysLoss(said) ? 0 : 1;
      }
      naivelyScaled += isLosing && isNaivelyScaled(useCase) ? 1 : 0;
      boolean isTried = useCase.isTried();
      tried += isClear && isTried ? 1 : 0;
      triedUnanswered += isClear && isTried && isSilent ? 1 : 0;
      byTruth.merge(truth(useCase, isClear) + " -> " + said.code(), 1, Integer::sum);
    }

    void add(Counts other) {
      losing += other.losing;
      losingScaled += other.losingScaled;
      clear += other.clear;
      clearUnanswered += other.clearUnanswered;
      clearRight += other.clearRight;
      all += other.all;
      unanswered += other.unanswered;
      stated += other.stated;
      mistaken += other.mistaken;
      rested += other.rested;
      naivelyScaled += other.naivelyScaled;
      tried += other.tried;
      triedUnanswered += other.triedUnanswered;
      other.byTruth.forEach((pair, count) -> byTruth.merge(pair, count, Integer::sum));
    }

    double falseScale() {
      return (double) losingScaled / losing;
    }

    /// Of those that are clear and of which anything was said.
    double right() {
      return (double) clearRight / (clear - clearUnanswered);
    }

    @Override
    public String toString() {
      return """
      %d use cases: false "scale" %d of %d that lose (%.2f %%); right %d of %d that are clear and answered (%.2f %%); \
      not enough evidence %d of %d clear (%.1f %%; of those tried %d of %d), %d of all; \
      by value told above cost alone %.1f %% of those that lose would be scaled; \
      stated misclassification %.2f %%, observed %.2f %% of %d
      %s\
      """
          .formatted(
              all,
              losingScaled,
              losing,
              100 * falseScale(),
              clearRight,
              clear - clearUnanswered,
              100 * right(),
              clearUnanswered,
              clear,
              100.0 * clearUnanswered / clear,
              triedUnanswered,
              tried,
              unanswered,
              100.0 * naivelyScaled / losing,
              100 * stated / rested,
              100.0 * mistaken / rested,
              rested,
              String.join(
                  "\n",
                  byTruth.entrySet().stream()
                      .map(each -> "  " + each.getKey() + " " + each.getValue())
                      .toList()));
    }

    private static String truth(UseCase useCase, boolean isClear) {
      if (!isClear) {
        return "within noise";
      }
      if (useCase.marginAtScale() <= 0) {
        return isHeavy(useCase) ? "loses half" : "loses";
      }
      return isSound(useCase) ? "gains" : "gains, unsound";
    }
  }

  private static boolean isSound(UseCase useCase) {
    return useCase.isConsistent() && useCase.isDifferentiated();
  }

  private static boolean isHeavy(UseCase useCase) {
    return useCase.marginAtScale() <= -useCase.costAtScale() / 2;
  }

  /// What one would do who takes figures as they are told: the newest month's value above its cost
  /// and the same hurdle.
  private static boolean isNaivelyScaled(UseCase useCase) {
    MonthFigures newest = useCase.months().getLast();
    double share = newest.benefit().incremental().known().map(ShownShare::value).orElse(1.0);
    double value = newest.benefit().value().known().map(Moments::sum).orElse(0.0) * share;
    double cost = newest.cost().loaded().known().orElseThrow().doubleValue();
    return value > cost * (1 + Policy.USUAL.doubleDown().margin());
  }

  private static boolean saysLoss(Recommendation said) {
    return said instanceof Recommendation.PullBack || said instanceof Recommendation.Sunset;
  }

  /// What loses gets less money, and is pulled back or ended where it loses half of what it costs;
  /// what gains gets as much or more, or is mended first if it is not sound.
  private static boolean isRight(UseCase useCase, Recommendation said) {
    return switch (said) {
      case Recommendation.Scale _, Recommendation.Continue _ -> useCase.marginAtScale() > 0;
      case Recommendation.Optimise _ ->
          useCase.marginAtScale() <= 0 ? !isHeavy(useCase) : !isSound(useCase);
      case Recommendation.PullBack _, Recommendation.Sunset _ -> useCase.marginAtScale() <= 0;
      case Recommendation.NotEnoughEvidence _ -> false;
    };
  }

  private static Counts counted(long seed) {
    Counts counts = new Counts();
    LongStream.range(0, COMPANIES)
        .mapToObj(i -> Company.of(seed * 10_000 + i))
        .flatMap(company -> company.useCases().stream())
        .forEach(counts::add);
    return counts;
  }

  @Test
  void ofThreeHundredAndSixtyCompaniesHardlyALosingUseCaseIsScaled() {
    Counts together = new Counts();
    for (long seed = 1; seed <= 6; seed++) {
      Counts counts = counted(seed);
      System.out.println("seed " + seed + ": " + counts.toString().lines().findFirst().orElse(""));
      assertThat(counts.falseScale())
          .as("false scale, seed %d: %s", seed, counts)
          .isLessThanOrEqualTo(0.05);
      assertThat(counts.right()).as("right, seed %d: %s", seed, counts).isGreaterThanOrEqualTo(0.9);
      together.add(counts);
    }
    System.out.println("all seeds: " + together);
    assertThat(together.all).isEqualTo(6L * COMPANIES * 12);
  }
}
