package dev.weir.flow.difference;

import dev.weir.flow.catalogue.PriceCell;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Sources that differ by more than 1 % about what one thing costs, and which price is in force.
///
/// @param inForce the prices of the place for all times, whoever stated them; never empty
/// @param stated what each source states, in order of precedence; the first would be in force if
///   nothing were decided
public record Dispute(Place place, State state, List<PriceCell> inForce, List<Statement> stated) {

  /// What a person made of it.
  public enum State {
    /// Nothing yet.
    OPEN,
    /// A figure that was not in force has been put in force.
    ACCEPTED,
    /// What is in force is right.
    KEPT
  }

  public Dispute {
    inForce = List.copyOf(inForce);
    stated = List.copyOf(stated);
    if (inForce.isEmpty() || stated.isEmpty()) {
      throw new IllegalArgumentException(
          "a dispute has a price in force and sources, %s has %d and %d"
              .formatted(place, inForce.size(), stated.size()));
    }
  }

  /// Whether the source that would be in force is set aside for another price.
  public boolean setsAside() {
    return !Statement.same(inForce, stated.getFirst().cells());
  }

  /// What contradicts the price in force, from an instant on.
  public List<Statement> challengers(Instant from) {
    return stated.stream().filter(each -> Spread.isTooWide(inForce, each.cells(), from)).toList();
  }

  /// The price in force at an instant.
  public Optional<PriceCell> inForce(Instant at) {
    return Spread.at(inForce, at);
  }

  /// A person says that the price in force is right.
  public Dispute kept() {
    return new Dispute(place, State.KEPT, inForce, stated);
  }

  /// A person says that what a source states is right.
  ///
  /// @param catalogue which; may be left out where one alone contradicts the price in force
  public Dispute accepted(Optional<String> catalogue, Instant from) {
    List<Statement> chosen =
        catalogue.isEmpty()
            ? challengers(from)
            : stated.stream().filter(each -> each.catalogue().equals(catalogue.get())).toList();
    if (chosen.size() != 1) {
      throw new IllegalArgumentException(
          "dispute %s: %s; sources are %s"
              .formatted(
                  place.id(),
                  catalogue
                      .map("no source is called '%s'"::formatted)
                      .orElse(
                          "%d sources contradict the price in force, name one"
                              .formatted(chosen.size())),
                  stated.stream().map(Statement::catalogue).toList()));
    }
    return new Dispute(place, State.ACCEPTED, chosen.getFirst().cells(), stated);
  }

  /// Whether these sources state what was stated when this was found or decided.
  boolean isAbout(List<Statement> now) {
    return names(now).equals(names(stated))
        && IntStream.range(0, now.size())
            .allMatch(i -> Statement.same(now.get(i).cells(), stated.get(i).cells()));
  }

  private static List<String> names(List<Statement> statements) {
    return statements.stream().map(Statement::catalogue).toList();
  }

  /// The same, found while another price was in force.
  Dispute keeping(List<PriceCell> prices) {
    return new Dispute(place, State.OPEN, prices, stated);
  }
}
