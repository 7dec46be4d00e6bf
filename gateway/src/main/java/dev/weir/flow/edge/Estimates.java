package dev.weir.flow.edge;

import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.Bulk;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.identity.VirtualKey;
import dev.weir.flow.ledger.JudgedTags;
import dev.weir.flow.policy.Estimate;
import dev.weir.flow.policy.Offer;
import dev.weir.flow.policy.Question;
import dev.weir.flow.price.Content;
import dev.weir.flow.price.PriceBook;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Plan;
import dev.weir.flow.rule.Match;
import dev.weir.flow.rule.RuleBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The most one call can use, at the model it asks for and at the substitutes a ladder may name.
final class Estimates {
  private final PriceBook prices;
  private final Provider provider;
  private final VirtualKey key;
  private final Ask ask;
  private final String model;
  private final Instant accepted;
  private final boolean translated;
  private final Estimate planned;

  Estimates(PriceBook prices, Provider provider, VirtualKey key, Ask ask, Instant accepted) {
    this(prices, provider, key, ask, ask.model(), accepted, false);
  }

  private Estimates(
      PriceBook prices,
      Provider provider,
      VirtualKey key,
      Ask ask,
      String model,
      Instant accepted,
      boolean translated) {
    this.prices = prices;
    this.provider = provider;
    this.key = key;
    this.ask = ask;
    this.model = model;
    this.accepted = accepted;
    this.translated = translated;
    this.planned = at(model);
  }

  /// Of a call at one of its targets.
  ///
  /// @param carried what that target is asked
  static Estimates of(Asked asked, Plan.Step step, Carried carried) {
    return new Estimates(
        asked.books().prices(),
        step.provider(),
        asked.key(),
        carried.ask(),
        step.model(),
        asked.accepted(),
        carried.isTranslated());
  }

  /// The most the call can use at the model it asks for.
  Estimate planned() {
    return planned;
  }

  Question question(CallFacts facts, RuleBook book, Instant at) {
    List<Match> matches = matches(facts, model, book, at);
    List<Offer> substitutes = new ArrayList<>();
    Map<String, String> barred = new HashMap<>();
    for (String other : RuleBook.substitutes(matches)) {
      Estimate estimate = at(other);
      Optional<String> bar = bar(other, estimate);
      if (bar.isPresent()) {
        barred.put(other, bar.get());
      } else {
        substitutes.add(new Offer(other, estimate, matches(facts, other, book, at)));
      }
    }
    Tags tags = facts.principal().tags();
    return new Question(
        book.outside(tags, at),
        tags.valueOrEmpty(TagNames.USE_CASE),
        new Offer(model, planned, matches),
        substitutes,
        barred,
        uncuttable());
  }

  /// Why this call cannot be switched to a model, if it cannot: a ladder widens neither what the
  /// key may ask for nor what the provider is configured to serve, and a switch must give an answer
  /// of the same kind.
  private Optional<String> bar(String other, Estimate estimate) {
    if (!ask.wire().generates()) {
      return Optional.of("a call of %s keeps its model".formatted(ask.wire().code()));
    }
    if (translated) {
      return Optional.of("a call that is translated was written for one model");
    }
    if (key.refusalOf(other).isPresent()) {
      return Optional.of("key '%s' may not use it".formatted(key.name()));
    }
    if (!provider.mayServe(other)) {
      return Optional.of("it is not among the models of provider %s".formatted(provider.name()));
    }
    if (estimate.tariff().filter(Tariff::pricesOutput).isEmpty()) {
      return Optional.of("the price book has no price of its output");
    }
    long asked = ask.maxTokens().orElse(0);
    return asked > estimate.outputTokens()
        ? Optional.of(
            "its longest answer has %d tokens, the caller asks for %d"
                .formatted(estimate.outputTokens(), asked))
        : Optional.empty();
  }

  private List<Match> matches(CallFacts facts, String of, RuleBook book, Instant at) {
    return book.matching(JudgedTags.of(facts, provider.name(), of), at);
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
  Estimate at(String of) {
    Optional<Tariff> tariff = tariff(of);
    ModelLimits limits = tariff.map(Tariff::limits).orElse(ModelLimits.UNSTATED);
    OptionalLong input = input(limits, tariff.map(Tariff::window).orElse(OptionalLong.empty()));
    OptionalLong output = smaller(ask.maxTokens(), limits.outputMax());
    return new Estimate(
        of,
        tariff,
        input.orElse(0),
        output.orElse(0),
        ask.choices(),
        ask.serviceTier(),
        content(ask),
        boundless(tariff, input, output));
  }

  private static Content content(Ask ask) {
    Bulk bulk = ask.bulk();
    boolean open = bulk.documents() > 0 || bulk.audio() > 0 || !ask.unbounded().isEmpty();
    return open ? Content.ANYTHING : bulk.images() > 0 ? Content.PICTURES : Content.TEXT;
  }

  private static OptionalLong smaller(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()))
        : one.isPresent() ? one : other;
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
        whole.content(),
        whole.boundless());
  }

  private Optional<Tariff> tariff(String of) {
    if (!ask.wire().metered()) {
      return Optional.of(Tariff.free(prices.version()));
    }
    return prices.find(provider.prices(), of, accepted) instanceof PriceLookup.Priced priced
        ? Optional.of(priced.tariff()).filter(Tariff::pricesCalls)
        : Optional.empty();
  }

  private OptionalLong input(ModelLimits limits, OptionalLong window) {
    return ask.wire().metered()
        ? ask.inputBound(provider::tokensOf, limits.tokensPerImageMax(), window)
        : OptionalLong.of(0);
  }

  private Optional<String> boundless(
      Optional<Tariff> tariff, OptionalLong input, OptionalLong output) {
    if (!ask.wire().metered()) {
      return Optional.empty();
    }
    if (!ask.unbounded().isEmpty()) {
      return Optional.of(String.join(", ", ask.unbounded()));
    }
    if (input.isEmpty()) {
      return Optional.of(
          "%s, and the price book states no maximum of the model's input"
              .formatted(ask.bulk().documents() > 0 ? "files" : "images"));
    }
    if (output.isEmpty()) {
      return Optional.of("no max_tokens, and the price book states no longest answer of the model");
    }
    Optional<String> unasked = tariff.flatMap(Tariff::unaskedUnit);
    if (unasked.isPresent() && ask.wire().generates()) {
      return Optional.of(
          "%s, which the model decides on and the price book prices".formatted(unasked.get()));
    }
    boolean outputUnpriced = tariff.isPresent() && !tariff.get().pricesOutput();
    return outputUnpriced && ask.wire().generates()
        ? Optional.of("an answer, and the price book has no price of the model's output")
        : Optional.empty();
  }
}
