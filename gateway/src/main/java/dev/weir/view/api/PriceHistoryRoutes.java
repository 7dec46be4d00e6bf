package dev.weir.view.api;

import dev.weir.flow.books.DisputeText;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.difference.PriceLife;
import dev.weir.flow.projection.OpenedBooks.Opened;
import dev.weir.view.api.Demand.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What was ever stated of a model's prices, by whom, and what people decided about them.
final class PriceHistoryRoutes {
  /// Of each catalogue, the latest; a version may have several megabytes.
  private static final int VERSIONS_MAX = 200;

  private final RunningGateway gateway;

  PriceHistoryRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param prices by catalogue, then in the order in which they were first stated
  /// @param decisions about disputes of the model's prices, the latest first
  record PriceHistory(List<PriceLifeLine> prices, List<DecidedLine> decisions) {}

  /// A price for as long as a catalogue stated it.
  ///
  /// @param since the version of the catalogue that brought it, `at` the instant, with `who` and
  ///   `why`, and the price book that was in force then
  /// @param until the version that states it no more
  /// @param observedFirst and `observedLast`: days on which it was seen at its source
  record PriceLifeLine(
      String catalogue,
      String provider,
      String model,
      PriceRoutes.PricePage price,
      int since,
      Instant at,
      String who,
      String why,
      Optional<String> priceBook,
      Optional<Integer> until,
      Optional<Instant> untilAt,
      Optional<LocalDate> observedFirst,
      Optional<LocalDate> observedLast) {}

  /// @param state `open` = what an import set aside, `accepted`, `kept`, or `over`
  record DecidedLine(
      String id,
      String provider,
      String model,
      String meter,
      String state,
      PriceRoutes.PricePage inForce,
      Instant at,
      String who,
      String why) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "priceHistory",
                "/api/v1/price-book/history",
                "Every price that catalogues ever stated for a model; of each catalogue the latest"
                    + " 200 versions.")
            .asks(
                Parameter.text("model", "Its name, as a call would ask for it; required."),
                Parameter.text("provider", "As the price book names it; all by default."))
            .answers(PriceHistory.class)
            .does(FromLedger.of(gateway).does(this::history)));
  }

  private Answer history(Inquiry inquiry) {
    String name =
        inquiry
            .asked("model")
            .orElseThrow(() -> new IllegalArgumentException("parameter 'model' is missing"));
    Optional<String> provider = inquiry.asked("provider");
    List<Opened> opened = gateway.queries().opened().all("prices");
    List<PriceLifeLine> lives = new ArrayList<>();
    for (Version catalogue : gateway.books().facts().current(Kind.PRICES)) {
      lives.addAll(lives(catalogue, name, provider, opened));
    }
    List<DecidedLine> decisions =
        gateway.books().facts().current(Kind.DISPUTE).stream()
            .flatMap(version -> decisions(version, lives))
            .toList();
    return lives.isEmpty()
        ? Answer.missing("price of model", name)
        : Answer.of(new PriceHistory(lives, decisions));
  }

  private List<PriceLifeLine> lives(
      Version latest, String name, Optional<String> provider, List<Opened> opened) {
    List<Version> versions = new ArrayList<>();
    List<PriceLife.Edition> editions = new ArrayList<>();
    for (int number = Math.max(1, latest.version() - VERSIONS_MAX + 1);
        number <= latest.version();
        number++) {
      Version version =
          gateway.books().facts().version(Kind.PRICES, latest.id(), number).orElseThrow();
      List<ModelPrices> models =
          version.retired()
              ? List.of()
              : models(Catalogue.parse(version.body().toString()), name, provider);
      versions.add(version);
      editions.add(new PriceLife.Edition(number, models));
    }
    int first = versions.getFirst().version();
    return PriceLife.of(editions).stream()
        .map(life -> {
          Version since = versions.get(life.since() - first);
          Optional<Version> until = life.until().map(number -> versions.get(number - first));
          return line(life, since, until, book(opened, since.at()));
        })
        .toList();
  }

  /// Those of that name, else those whose patterns recognise it.
  private static List<ModelPrices> models(
      Catalogue catalogue, String name, Optional<String> provider) {
    List<ModelPrices> its =
        catalogue.models().stream()
            .filter(model -> provider.isEmpty() || provider.get().equals(model.provider()))
            .toList();
    List<ModelPrices> exact = its.stream().filter(model -> model.id().equals(name)).toList();
    return exact.isEmpty()
        ? its.stream()
            .filter(model -> model.match().stream().anyMatch(it -> it.match(name).isPresent()))
            .toList()
        : exact;
  }

  private static Optional<String> book(List<Opened> opened, Instant at) {
    return opened.reversed().stream()
        .filter(book -> !book.at().isAfter(at))
        .map(Opened::version)
        .findFirst();
  }

  private static PriceLifeLine line(
      PriceLife life, Version since, Optional<Version> until, Optional<String> book) {
    return new PriceLifeLine(
        since.id(),
        life.place().provider(),
        life.place().model(),
        PriceRoutes.page(life.cell()),
        since.version(),
        since.at(),
        since.who(),
        since.why(),
        book,
        until.map(Version::version),
        until.map(Version::at),
        life.observedFirst(),
        life.observedLast());
  }

  private Stream<DecidedLine> decisions(Version latest, List<PriceLifeLine> lives) {
    Dispute dispute = DisputeText.read(latest.id(), latest.body());
    boolean asked =
        lives.stream()
            .anyMatch(life ->
                life.provider().equals(dispute.place().provider())
                    && life.model().equals(dispute.place().model()));
    return asked
        ? gateway.books().facts().history(Kind.DISPUTE, latest.id()).stream().map(this::decided)
        : Stream.empty();
  }

  private DecidedLine decided(Version version) {
    Dispute dispute = DisputeText.read(version.id(), version.body());
    PriceCell cell = dispute.inForce(version.at()).orElse(dispute.inForce().getFirst());
    return new DecidedLine(
        version.id(),
        dispute.place().provider(),
        dispute.place().model(),
        dispute.place().meter().label(),
        version.retired() ? "over" : dispute.state().name().toLowerCase(Locale.ROOT),
        PriceRoutes.page(cell),
        version.at(),
        version.who(),
        version.why());
  }
}
