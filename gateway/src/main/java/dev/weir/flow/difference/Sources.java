package dev.weir.flow.difference;

import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What all catalogues state, and what of it is in force. Immutable.
///
/// A model's prices are those of the first catalogue in the order of precedence that prices it:
/// catalogues written by hand, then imported ones, each in the order given. Where a dispute is
/// stored, its price stands in place of that catalogue's.
public final class Sources {
  public static final Sources NONE = new Sources(List.of(), List.of());

  private final List<Catalogue> stated;
  private final Map<Place, Dispute> stored = new LinkedHashMap<>();
  private final Map<Name, List<Entry>> byModel;
  private final List<Catalogue> inForce;

  private record Name(String provider, String id) {}

  /// A model as one catalogue has it.
  private record Entry(Catalogue catalogue, ModelPrices model) {
    List<PriceCell> cells(Place place) {
      return model.cells().stream().filter(cell -> Place.of(model, cell).equals(place)).toList();
    }

    List<Place> places() {
      return model.cells().stream().map(cell -> Place.of(model, cell)).distinct().toList();
    }

    Statement statement(Place place) {
      return new Statement(catalogue.name(), catalogue.imported(), cells(place));
    }
  }

  /// @param catalogues as their sources state them
  /// @param disputes whose prices stand in place of what is stated; one for each place
  public Sources(List<Catalogue> catalogues, List<Dispute> disputes) {
    stated = catalogues.stream().sorted(Comparator.comparing(Catalogue::imported)).toList();
    disputes.forEach(dispute -> stored.put(dispute.place(), dispute));
    byModel = byModel(stated);
    inForce = stored.isEmpty() ? stated : overlaid();
  }

  private static Map<Name, List<Entry>> byModel(List<Catalogue> catalogues) {
    Map<Name, List<Entry>> byModel = new LinkedHashMap<>();
    for (Catalogue catalogue : catalogues) {
      for (ModelPrices model : catalogue.models()) {
        if (!model.cells().isEmpty()) {
          byModel
              .computeIfAbsent(new Name(model.provider(), model.id()), _ -> new ArrayList<>(2))
              .add(new Entry(catalogue, model));
        }
      }
    }
    return byModel;
  }

  /// As their sources state them, in order of precedence.
  public List<Catalogue> stated() {
    return stated;
  }

  /// The catalogues that calls are priced by, in order of precedence.
  public List<Catalogue> inForce() {
    return inForce;
  }

  /// Where sources differ, from an instant on: what is stored, and what nobody has decided and
  /// nothing was set aside for, in the order of the catalogues.
  public List<Dispute> disputes(Instant from) {
    var all = new LinkedHashMap<>(stored);
    contests(from).forEach(contest -> all.putIfAbsent(contest.place(), contest));
    return List.copyOf(all.values());
  }

  /// What has to be stored when other catalogues take the place of these at an instant: decisions
  /// whose sources still state the same, and prices in force that a contradicted figure would
  /// change. What was in force stays so until a person decides.
  public List<Dispute> after(List<Catalogue> next, Instant at) {
    List<Dispute> kept = new ArrayList<>();
    for (Dispute contest : new Sources(next, List.of()).contests(at)) {
      Optional<Dispute> earlier =
          Optional.ofNullable(stored.get(contest.place()))
              .filter(dispute -> dispute.isAbout(contest.stated()));
      if (earlier.isPresent()) {
        kept.add(earlier.get());
        continue;
      }
      List<PriceCell> standing = standing(contest.place());
      boolean changes = !standing.isEmpty() && !Statement.same(standing, contest.inForce());
      if (changes && contest.stated().getFirst().imported()) {
        kept.add(contest.keeping(standing));
      }
    }
    return kept;
  }

  /// Refuses a decision about other figures than the sources state.
  public void requireCurrent(Dispute decided) {
    List<Statement> now =
        entries(decided.place()).stream()
            .map(entry -> entry.statement(decided.place()))
            .filter(statement -> !statement.cells().isEmpty())
            .toList();
    if (!decided.isAbout(now)) {
      throw new IllegalArgumentException(
          "dispute %s: its sources state other prices by now; look at it again"
              .formatted(decided.place().id()));
    }
  }

  /// Places whose first source another one contradicts.
  private List<Dispute> contests(Instant from) {
    List<Dispute> contests = new ArrayList<>();
    for (List<Entry> entries : byModel.values()) {
      if (entries.size() > 1) {
        for (Place place : entries.getFirst().places()) {
          contest(place, entries, from).ifPresent(contests::add);
        }
      }
    }
    return contests;
  }

  private static Optional<Dispute> contest(Place place, List<Entry> entries, Instant from) {
    List<Statement> stated =
        entries.stream()
            .map(entry -> entry.statement(place))
            .filter(statement -> !statement.cells().isEmpty())
            .toList();
    Dispute contest = new Dispute(place, Dispute.State.OPEN, stated.getFirst().cells(), stated);
    return contest.challengers(from).isEmpty() ? Optional.empty() : Optional.of(contest);
  }

  private List<PriceCell> standing(Place place) {
    @Nullable Dispute dispute = stored.get(place);
    List<Entry> entries = entries(place);
    if (dispute != null) {
      return dispute.inForce();
    }
    return entries.isEmpty() ? List.of() : entries.getFirst().cells(place);
  }

  private List<Entry> entries(Place place) {
    return byModel.getOrDefault(new Name(place.provider(), place.model()), List.of());
  }

  private List<Catalogue> overlaid() {
    IdentityHashMap<ModelPrices, ModelPrices> replaced = new IdentityHashMap<>();
    for (Place place : stored.keySet()) {
      entries(place).stream()
          .limit(1)
          .map(Entry::model)
          .forEach(model -> replaced.computeIfAbsent(model, this::overlaid));
    }
    return stated.stream()
        .map(catalogue ->
            new Catalogue(
                catalogue.name(),
                catalogue.imported(),
                catalogue.models().stream()
                    .map(model -> replaced.getOrDefault(model, model))
                    .toList(),
                catalogue.contracts(),
                catalogue.rates()))
        .toList();
  }

  private ModelPrices overlaid(ModelPrices model) {
    var cells = new LinkedHashSet<PriceCell>();
    for (PriceCell cell : model.cells()) {
      @Nullable Dispute dispute = stored.get(Place.of(model, cell));
      cells.addAll(dispute == null ? List.of(cell) : dispute.inForce());
    }
    return new ModelPrices(
        model.provider(),
        model.id(),
        model.match(),
        model.limits(),
        List.copyOf(cells),
        model.uplifts(),
        model.unsupported());
  }
}
