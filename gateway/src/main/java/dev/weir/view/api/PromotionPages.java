package dev.weir.view.api;

import dev.weir.value.promotion.EvidencePack;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Promotion;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.view.api.GatePages.CapLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Promotions as pages.
final class PromotionPages {
  private PromotionPages() {}

  /// @param to a stage or an audience: `beta`, `customer`
  /// @param share of the eligible users, 0 to 1
  /// @param users at most; absent = as many as the share has
  /// @param usersListed who may call whatever the share is; absent = as it is
  /// @param exception why it is to go although criteria do not hold; visible for ever
  record NewPromotion(
      String useCase,
      String to,
      BigDecimal share,
      Optional<Long> users,
      BigDecimal budgetUsdPerMonth,
      Optional<List<String>> usersListed,
      Optional<String> exception) {}

  /// @param sha256 of the evidence pack that is signed
  record NewSignature(String sha256) {}

  record PromotionList(List<PromotionLine> promotions) {}

  /// @param state open, expired, carried_out or rolled_back
  /// @param decisionLatencySeconds from the criteria's light to the second signature
  record PromotionLine(
      String id,
      String useCase,
      String to,
      String state,
      int signatures,
      BigDecimal share,
      BigDecimal budgetUsdPerMonth,
      Optional<String> exception,
      Instant at,
      Instant expires,
      Optional<Instant> carriedOut,
      Optional<Long> decisionLatencySeconds) {}

  /// @param owners the operators who alone can sign
  /// @param sha256 of the evidence pack; its text is below `pack`
  /// @param whole whether the pack still has this hash
  /// @param against the versions that are signed, of use case, gate, roll-out and budget
  /// @param gateNow the version the gate has now, by which nothing of this goes; absent once it is
  ///   taken away
  record PromotionPage(
      String id,
      String useCase,
      String to,
      String state,
      CapLine allowed,
      Optional<List<String>> usersListed,
      Optional<String> exception,
      Owners owners,
      String proposedBy,
      Instant at,
      Instant expires,
      String sha256,
      boolean whole,
      Promotion.Against against,
      Optional<Integer> gateNow,
      List<SignatureLine> signatures,
      Optional<CarriedLine> carried,
      Optional<UndoneLine> undone,
      Optional<Long> decisionLatencySeconds) {}

  /// @param memo why a kill criterion closed the use case; its text is below `memo`
  record UndoneLine(Instant at, String who, String why, Optional<MemoLine> memo) {
    static UndoneLine of(Undone undone) {
      return new UndoneLine(
          undone.at(), undone.who(), undone.why(), undone.memo().map(MemoLine::of));
    }
  }

  /// @param whole whether the memo still has this hash
  record MemoLine(String sha256, boolean whole) {
    static MemoLine of(EvidencePack memo) {
      return new MemoLine(memo.sha256(), memo.isWhole());
    }
  }

  record SignatureLine(String operator, String name, String as, Instant at, String sha256) {}

  /// @param step of the ramp it is on, from 1
  record CarriedLine(
      Instant at, Optional<Instant> litAt, int step, Instant stepAt, List<StepLine> steps) {
    static CarriedLine of(Carried carried) {
      return new CarriedLine(
          carried.at(),
          carried.litAt(),
          carried.step() + 1,
          carried.stepAt(),
          carried.steps().stream()
              .map(it -> new StepLine(it.share(), it.budgetUsdPerMonth()))
              .toList());
    }
  }

  record StepLine(BigDecimal share, BigDecimal budgetUsdPerMonth) {}

  static PromotionLine line(Promotion promotion, Instant now) {
    return new PromotionLine(
        promotion.id(),
        promotion.useCase(),
        promotion.to().code(),
        promotion.state(now).code(),
        promotion.signatures().size(),
        promotion.allowed().share(),
        promotion.allowed().budgetUsdPerMonth(),
        promotion.exception(),
        promotion.at(),
        promotion.expires(),
        promotion.carried().map(Carried::at),
        promotion.decisionLatency().map(Duration::toSeconds));
  }

  static PromotionPage page(Promotion promotion, Optional<Integer> gateNow, Instant now) {
    return new PromotionPage(
        promotion.id(),
        promotion.useCase(),
        promotion.to().code(),
        promotion.state(now).code(),
        CapLine.of(promotion.allowed()),
        promotion.listed(),
        promotion.exception(),
        promotion.owners(),
        promotion.proposedBy(),
        promotion.at(),
        promotion.expires(),
        promotion.pack().sha256(),
        promotion.pack().isWhole(),
        promotion.against(),
        gateNow,
        promotion.signatures().stream()
            .map(it ->
                new SignatureLine(it.operator(), it.name(), it.as().code(), it.at(), it.sha256()))
            .toList(),
        promotion.carried().map(CarriedLine::of),
        promotion.undone().map(UndoneLine::of),
        promotion.decisionLatency().map(Duration::toSeconds));
  }
}
