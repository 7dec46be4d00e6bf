package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.evidence.Bearing;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.outcome.Appraisal;
import dev.weir.value.outcome.Appraisal.Dated;
import dev.weir.value.outcome.OutcomeDefinition;
import dev.weir.value.outcome.OutcomeText;
import dev.weir.value.outcome.RateCard;
import dev.weir.value.portfolio.Claim;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What an outcome of a use case is and what it is worth, and what an hour of work costs.
final class DefinitionRoutes {
  private static final String OUTCOMES = "/api/v1/outcome-definitions";
  private static final String RATES = "/api/v1/rate-cards";

  private final Facts facts;
  private final Changes changes;
  private final ShownShares shares;

  DefinitionRoutes(RunningGateway gateway, Changes changes, ShownShares shares) {
    this.facts = gateway.books().facts();
    this.changes = changes;
    this.shares = shares;
  }

  /// docs/outcomes.md.
  record OutcomeDefinitionBody() {}

  /// docs/outcomes.md.
  record RateCardBody() {}

  record OutcomeDefinitionList(List<OutcomeDefinitionPage> definitions) {}

  /// @param definition all of it, as it was written
  record OutcomeDefinitionPage(
      String useCase,
      int version,
      String unit,
      List<String> kpis,
      Optional<String> success,
      Optional<String> value,
      Optional<Evidence> evidence,
      Evidence statedEvidence,
      int windowDays,
      ObjectNode definition,
      Instant at,
      String who) {
    static OutcomeDefinitionPage of(Version version) {
      OutcomeDefinition read = OutcomeText.read(version.id(), version.body());
      return new OutcomeDefinitionPage(
          read.useCase(),
          version.version(),
          read.unit(),
          read.kpis().stream().map(kpi -> kpi.name() + " " + kpi.kind().code()).toList(),
          read.success().map(rule -> rule.text()),
          read.worth().map(worth -> worth.formula().text()),
          read.worth().map(worth -> worth.evidence()),
          read.statedEvidence(),
          read.windowDays(),
          version.body(),
          version.at(),
          version.who());
    }
  }

  record RateCardList(List<RateCardPage> rateCards) {}

  record RateCardPage(
      String name,
      int version,
      String role,
      BigDecimal usdPerHour,
      BigDecimal redeployedShare,
      LocalDate from,
      String source,
      Evidence evidence,
      Instant at,
      String who) {
    static RateCardPage of(Version version) {
      RateCard card = RateCard.read(version.id(), version.body());
      return new RateCardPage(
          card.name(),
          version.version(),
          card.role(),
          card.usdPerHour(),
          card.redeployed(),
          card.from(),
          card.source(),
          card.evidence(),
          version.at(),
          version.who());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listOutcomeDefinitions", OUTCOMES, "What outcomes of use cases are.")
            .answers(OutcomeDefinitionList.class)
            .does(_ ->
                Answer.of(
                    new OutcomeDefinitionList(
                        changes.current(Kind.OUTCOME).stream()
                            .map(OutcomeDefinitionPage::of)
                            .toList()))),
        Endpoint.get("getOutcomeDefinition", OUTCOMES + "/{id}", "What an outcome is.")
            .answers(OutcomeDefinitionPage.class)
            .does(inquiry ->
                changes
                    .current(Kind.OUTCOME, inquiry.id())
                    .<Answer>map(version -> Answer.of(OutcomeDefinitionPage.of(version)))
                    .orElseGet(() -> Answer.missing("outcome of use case", inquiry.id()))),
        Endpoint.change(
                "PUT", "putOutcomeDefinition", OUTCOMES + "/{id}", "Says what an outcome is.")
            .ofUseCase()
            .versioned()
            .takes(OutcomeDefinitionBody.class)
            .answers(Pages.Changed.class)
            .does(this::define),
        Endpoint.change(
                "DELETE",
                "deleteOutcomeDefinition",
                OUTCOMES + "/{id}",
                "Ends a definition: outcomes of the use case are not taken any more.")
            .ofUseCase()
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.OUTCOME, inquiry.id(), List.of(), inquiry)),
        Endpoint.get("listRateCards", RATES, "What an hour of work costs.")
            .answers(RateCardList.class)
            .does(_ ->
                Answer.of(
                    new RateCardList(
                        changes.current(Kind.RATE_CARD).stream().map(RateCardPage::of).toList()))),
        Endpoint.change("PUT", "putRateCard", RATES + "/{id}", "Says what an hour of work costs.")
            .versioned()
            .takes(RateCardBody.class)
            .answers(Pages.Changed.class)
            .does(inquiry -> {
              var _ = RateCard.read(inquiry.id(), inquiry.body());
              return changes.put(Kind.RATE_CARD, inquiry.id(), inquiry.body(), inquiry);
            }),
        Endpoint.change("DELETE", "deleteRateCard", RATES + "/{id}", "Ends a rate card.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::endRate));
  }

  private Answer define(Inquiry inquiry) {
    OutcomeDefinition read = OutcomeText.read(inquiry.id(), inquiry.body());
    Set<String> missing = new TreeSet<>(read.rateCards());
    changes.current(Kind.RATE_CARD).forEach(card -> missing.remove(card.id()));
    if (!missing.isEmpty()) {
      return Answer.invalid(
          "outcome '%s': field 'value' names rate cards in force, was '%s'"
              .formatted(inquiry.id(), String.join("', '", missing)));
    }
    return unborne(read, inquiry.now())
        .orElseGet(() -> changes.put(Kind.OUTCOME, inquiry.id(), inquiry.body(), inquiry));
  }

  /// The first grade that is stated surer than anything bears it.
  private Optional<Answer> unborne(OutcomeDefinition read, Instant now) {
    Bearing bearing = shares.bearing(read.useCase(), now);
    return Stream.concat(
            read.worth().map(worth -> Map.entry("value_evidence", worth.evidence())).stream(),
            Stream.of(Map.entry("stated_evidence", read.statedEvidence())))
        .filter(each -> bearing.holds(each.getValue()) != each.getValue())
        .findFirst()
        .map(each ->
            Answer.invalid(
                "outcome '%s': field '%s' is %s, was %s where %s is borne: %s"
                    .formatted(
                        read.useCase(),
                        each.getKey(),
                        asked(each.getValue()),
                        each.getValue().code(),
                        bearing.grade().code(),
                        bearing.why())));
  }

  /// What a grade asks for.
  private static String asked(Evidence grade) {
    return switch (grade) {
      case RCT ->
          "rct once a randomised experiment of the use case is over and shows a difference of outcomes";
      case DID ->
          "did once a hypothesis of the use case by differences in differences, or a randomised one, is over and shows a difference of outcomes";
      case BEFORE_AFTER ->
          "before_after where the use case has a baseline that is measured or sampled, tells what a unit took and has not expired, or a hypothesis that is over and shows a difference of outcomes";
      case OPINION -> "opinion";
    };
  }

  private Answer endRate(Inquiry inquiry) {
    List<String> using =
        changes.current(Kind.OUTCOME).stream()
            .filter(version ->
                OutcomeText.read(version.id(), version.body()).rateCards().contains(inquiry.id()))
            .map(Version::id)
            .toList();
    return using.isEmpty()
        ? changes.retire(Kind.RATE_CARD, inquiry.id(), List.of(), inquiry)
        : new Answer.Fault(
            409,
            "rate_card_used",
            "rate card '%s' is ended when no outcome's value uses it, was used by %s"
                .formatted(inquiry.id(), using));
  }

  /// By what outcomes are checked and valued now: definitions in force, and every version of the
  /// rate cards in force.
  Appraisal appraisal(Instant now) {
    Map<String, Dated<OutcomeDefinition>> definitions = new HashMap<>();
    for (Version version : changes.current(Kind.OUTCOME)) {
      definitions.put(
          version.id(),
          new Dated<>(version.version(), OutcomeText.read(version.id(), version.body())));
    }
    Map<String, List<Dated<RateCard>>> cards = new HashMap<>();
    for (Version current : changes.current(Kind.RATE_CARD)) {
      cards.put(
          current.id(),
          facts.history(Kind.RATE_CARD, current.id()).stream()
              .filter(version -> !version.retired())
              .map(version ->
                  new Dated<>(version.version(), RateCard.read(version.id(), version.body())))
              .toList());
    }
    return new Appraisal(definitions, cards, margins(), now);
  }

  /// What use cases of more revenue keep of it.
  private Map<String, Dated<BigDecimal>> margins() {
    Map<String, Dated<BigDecimal>> margins = new HashMap<>();
    for (Version version : changes.current(Kind.USE_CASE)) {
      Portfolio.read(version)
          .value()
          .flatMap(Claim::margin)
          .ifPresent(share -> margins.put(version.id(), new Dated<>(version.version(), share)));
    }
    return margins;
  }

  /// The definition in force of a use case's outcome.
  Optional<OutcomeDefinition> definition(String useCase) {
    return changes
        .current(Kind.OUTCOME, useCase)
        .map(version -> OutcomeText.read(version.id(), version.body()));
  }
}
