package dev.weir.view.api;

import dev.weir.flow.books.Change;
import dev.weir.flow.books.DisputeText;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.difference.Place;
import dev.weir.flow.difference.PriceChange;
import dev.weir.flow.difference.Statement;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Prices about which sources differ, and what people decide.
final class DisputeRoutes {
  private final RunningGateway gateway;
  private final Changes changes;

  DisputeRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  record DisputeList(List<DisputeLine> disputes) {}

  /// Sources that differ by more than 1 % about one price.
  ///
  /// @param id of what the price is of
  /// @param state `open`, `accepted` or `kept`
  /// @param setsAside a price stays in force that its source states no more
  /// @param inForce the price in force now, with the source that states it; absent at this time of
  ///   the day, or of the future
  /// @param stated what each source states, in order of precedence
  /// @param who found or decided it last, `at` and `why`; absent while nothing was set aside
  record DisputeLine(
      String id,
      String provider,
      String model,
      String meter,
      String tier,
      Optional<String> scope,
      long aboveInputTokens,
      String state,
      boolean setsAside,
      Optional<PriceRoutes.PricePage> inForce,
      List<StatedLine> stated,
      Optional<String> who,
      Optional<Instant> at,
      Optional<String> why) {}

  /// @param share by how much of the price in force it differs
  /// @param contradicts whether that is more than 1 %, now or later
  record StatedLine(
      String catalogue,
      Optional<BigDecimal> share,
      boolean contradicts,
      List<PriceRoutes.PricePage> prices) {}

  /// @param decision `accept` = what a source states is put in force; `keep` = the price in force
  ///   is right
  /// @param from the catalogue to accept; may be left out where one alone contradicts
  record DecisionText(Decision decision, Optional<String> from) {}

  /// What a person makes of a dispute.
  enum Decision {
    ACCEPT,
    KEEP
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listDisputes",
                "/api/v1/price-book/disputes",
                "Prices about which sources differ by more than 1 %.")
            .asks(Parameter.text("state", "open (default), accepted, kept or all."))
            .answers(DisputeList.class)
            .does(this::list),
        Endpoint.change(
                "POST",
                "decideDispute",
                "/api/v1/price-book/disputes/{id}",
                "Puts what a source states in force, or keeps what is; `why` is needed. It holds"
                    + " until a source states something else.")
            .takes(DecisionText.class)
            .answers(Pages.Changed.class)
            .does(this::decide));
  }

  private Answer list(Inquiry inquiry) {
    String state = inquiry.asked("state").orElse("open");
    if (!Set.of("open", "accepted", "kept", "all").contains(state)) {
      return Answer.invalid(
          "parameter 'state' is one of open, accepted, kept, all, was '%s'".formatted(state));
    }
    Map<String, Version> versions =
        changes.current(Kind.DISPUTE).stream()
            .collect(Collectors.toMap(Version::id, Function.identity()));
    return Answer.of(
        new DisputeList(
            disputes(inquiry).stream()
                .filter(each -> state.equals("all") || state.equals(code(each)))
                .map(each ->
                    line(each, inquiry.now(), Optional.ofNullable(versions.get(each.place().id()))))
                .toList()));
  }

  private List<Dispute> disputes(Inquiry inquiry) {
    return gateway.books().inForce().sources().disputes(inquiry.now());
  }

  private Answer decide(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("decision", "from"));
    if (inquiry.asked("why").filter(why -> !why.isBlank()).isEmpty()) {
      return Answer.invalid("parameter 'why' is missing: a decision about a price has a reason");
    }
    Optional<String> from = inquiry.optionalText("from");
    Optional<Dispute> found =
        disputes(inquiry).stream()
            .filter(each -> each.place().id().equals(inquiry.id()))
            .findFirst();
    if (found.isEmpty()) {
      return Answer.missing("dispute", inquiry.id());
    }
    Dispute dispute = found.get();
    Dispute decided =
        switch (inquiry.text("decision")) {
          case "accept" -> dispute.accepted(from, inquiry.now());
          case "keep" -> dispute.kept();
          case String other ->
              throw new IllegalArgumentException(
                  "field 'decision' is accept or keep, was '%s'".formatted(other));
        };
    return changes.publish(
        List.of(
            Change.of(
                Kind.DISPUTE,
                decided.place().id(),
                DisputeText.write(decided),
                inquiry.who(),
                inquiry.why())));
  }

  private static String code(Dispute dispute) {
    return dispute.state().name().toLowerCase(Locale.ROOT);
  }

  /// @param version who found or decided it last
  static DisputeLine line(Dispute dispute, Instant now, Optional<Version> version) {
    Place place = dispute.place();
    List<Statement> challengers = dispute.challengers(now);
    return new DisputeLine(
        place.id(),
        place.provider(),
        place.model(),
        place.meter().label(),
        place.tier().label(),
        Optional.of(place.scope()).filter(scope -> !scope.isEmpty()),
        place.context().aboveInputTokens(),
        code(dispute),
        dispute.setsAside(),
        dispute.inForce(now).map(PriceRoutes::page),
        dispute.stated().stream()
            .map(each -> stated(dispute, each, challengers.contains(each), now))
            .toList(),
        version.map(Version::who),
        version.map(Version::at),
        version.map(Version::why));
  }

  private static StatedLine stated(
      Dispute dispute, Statement statement, boolean contradicts, Instant now) {
    Optional<PriceCell> stated =
        statement.cells().stream().filter(cell -> cell.validity().covers(now)).findFirst();
    return new StatedLine(
        statement.catalogue(),
        dispute.inForce(now).flatMap(old -> stated.flatMap(is -> PriceChange.share(old, is))),
        contradicts,
        statement.cells().stream().map(PriceRoutes::page).toList());
  }
}
