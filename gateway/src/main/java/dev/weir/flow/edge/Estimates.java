package dev.weir.flow.edge;

import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.ledger.JudgedTags;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Offer;
import dev.weir.flow.policy.Question;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.route.Provider;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The most one call can use, at the model it asks for and at the substitutes a ladder may name.
final class Estimates {
  private final PriceBook prices;
  private final Provider provider;
  private final Ask ask;
  private final Instant accepted;
  private final Estimate planned;

  Estimates(PriceBook prices, Provider provider, Ask ask, Instant accepted) {
    this.prices = prices;
    this.provider = provider;
    this.ask = ask;
    this.accepted = accepted;
    this.planned = at(ask.model());
  }

  Question question(CallFacts facts, RuleBook book, Instant at) {
    List<Match> matches = matches(facts, ask.model(), book, at);
    List<Offer> substitutes = new ArrayList<>();
    for (String model : RuleBook.substitutes(matches)) {
      substitutes.add(new Offer(model, at(model), matches(facts, model, book, at)));
    }
    Tags tags = facts.principal().tags();
    return new Question(
        tags.valueOrEmpty(TagNames.USE_CASE),
        new Offer(ask.model(), planned, matches),
        substitutes,
        uncuttable());
  }

  private List<Match> matches(CallFacts facts, String model, RuleBook book, Instant at) {
    return book.matching(JudgedTags.of(facts, provider.name(), model), at);
  }

  private Optional<String> uncuttable() {
    if (ask.structured()) {
      return Optional.of("structured output");
    }
    if (ask.tools() > 0) {
      return Optional.of("tools");
    }
    return ask.leastMaxTokens() > 0 ? Optional.of("a thinking budget") : Optional.empty();
  }

  /// The most the call can use at a model of its provider.
  Estimate at(String model) {
    Optional<Tariff> tariff = tariff(model);
    ModelLimits limits = tariff.map(Tariff::limits).orElse(ModelLimits.UNSTATED);
    OptionalLong input = input(limits);
    OptionalLong output = ask.maxTokens().isPresent() ? ask.maxTokens() : limits.outputMax();
    return new Estimate(
        model,
        tariff,
        input.orElse(0),
        output.orElse(0),
        ask.choices(),
        ask.serviceTier(),
        boundless(model, input, output));
  }

  /// The same with answers of at most `maxTokens`.
  static Estimate cut(Estimate whole, long maxTokens) {
    return new Estimate(
        whole.model(),
        whole.tariff(),
        whole.inputTokens(),
        maxTokens,
        whole.choices(),
        whole.serviceTier(),
        whole.boundless());
  }

  private Optional<Tariff> tariff(String model) {
    if (!ask.route().metered()) {
      return Optional.of(Tariff.free(prices.version()));
    }
    return prices.find(provider.prices(), model, accepted) instanceof PriceLookup.Priced priced
        ? Optional.of(priced.tariff())
        : Optional.empty();
  }

  private OptionalLong input(ModelLimits limits) {
    if (!ask.route().metered()) {
      return OptionalLong.of(0);
    }
    OptionalLong bound = ask.inputBound(limits.tokensPerImageMax());
    return bound.isEmpty()
        ? bound
        : OptionalLong.of(bound.getAsLong() - ask.textBytes() + provider.tokensOf(ask.textBytes()));
  }

  private Optional<String> boundless(String model, OptionalLong input, OptionalLong output) {
    if (!ask.route().metered()) {
      return Optional.empty();
    }
    if (!ask.unbounded().isEmpty()) {
      return Optional.of(String.join(", ", ask.unbounded()));
    }
    if (input.isEmpty()) {
      return Optional.of("images, for which the price book states no maximum at " + model);
    }
    return output.isEmpty()
        ? Optional.of("no max_tokens, and the price book states no longest answer of " + model)
        : Optional.empty();
  }
}
