package dev.weir.app;

import dev.weir.flow.books.Snapshot;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.identity.Glob;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Rule;
import dev.weir.view.api.PriceGap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Which models are named somewhere, and have no price in the book in force: by a provider's
/// `models`, a budget's ladder, a key. A pattern has one if any model it fits has.
///
/// @param now the instant at which prices are in force
record PriceGaps(List<Provider> providers, Snapshot books, Instant now) {
  private static final int GAPS_MAX = 1_000;

  /// At most 1,000, in the order: providers, budgets, keys.
  List<PriceGap> all() {
    List<PriceGap> gaps = new ArrayList<>();
    providers.forEach(provider -> ofProvider(provider, gaps));
    for (Rule rule : books.rules().rules()) {
      if (rule instanceof Budget budget && budget.period().contains(now)) {
        ofLadder(budget, gaps);
      }
    }
    books.keyring().keys().stream()
        .filter(this::works)
        .sorted(Comparator.comparing(VirtualKey::id))
        .forEach(key -> ofKey(key, gaps));
    return gaps.stream().limit(GAPS_MAX).toList();
  }

  private boolean works(VirtualKey key) {
    return key.revoked().isEmpty() && key.expires().filter(end -> !now.isBefore(end)).isEmpty();
  }

  private void ofProvider(Provider provider, List<PriceGap> gaps) {
    for (String model : provider.models()) {
      boolean priced =
          isPattern(model)
              ? books.prices().models(provider.prices()).stream()
                  .map(listed -> listed.model().id())
                  .anyMatch(id -> fits(model, id) && isPriced(provider, id))
              : isPriced(provider, model);
      if (!priced) {
        gaps.add(
            new PriceGap(
                model,
                "providers.%s.models".formatted(provider.name()),
                "no price under '%s'".formatted(provider.prices())));
      }
    }
  }

  private void ofLadder(Budget budget, List<PriceGap> gaps) {
    for (Budget.Rung rung : budget.terms().ladder()) {
      if (rung instanceof Budget.Rung.Substitute substitute && !isPriced(substitute.model())) {
        gaps.add(
            new PriceGap(
                substitute.model(),
                "budget %s, its ladder".formatted(budget.id()),
                "no price: it is never used"));
      }
    }
  }

  private void ofKey(VirtualKey key, List<PriceGap> gaps) {
    for (String model : key.models()) {
      boolean priced =
          isPattern(model)
              ? books.prices().catalogues().stream()
                  .flatMap(catalogue -> catalogue.models().stream())
                  .map(ModelPrices::id)
                  .anyMatch(id -> fits(model, id) && isPriced(id))
              : isPriced(model);
      if (!priced) {
        gaps.add(
            new PriceGap(
                model,
                "key %s (%s), its models".formatted(key.name(), key.id()),
                "no price at any provider that serves it"));
      }
    }
  }

  private static boolean isPattern(String model) {
    return model.contains("*");
  }

  private static boolean fits(String pattern, String model) {
    return Glob.matches(pattern, model);
  }

  private boolean isPriced(Provider provider, String model) {
    return books.prices().find(provider.prices(), model, now).pricesCalls();
  }

  /// At a provider that serves it; where none is configured, at any of the book.
  private boolean isPriced(String model) {
    return providers.isEmpty()
        ? books.prices().knows(model, now)
        : providers.stream()
            .anyMatch(provider -> provider.mayServe(model) && isPriced(provider, model));
  }
}
