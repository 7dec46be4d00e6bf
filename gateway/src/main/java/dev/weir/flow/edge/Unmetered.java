package dev.weir.flow.edge;

import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Plan;
import java.util.Optional;

/// Why an operation may not pass: nothing passes unmetered, and the price book says what has a
/// meter. To allow one is to give it a price, of which 0 is one.
final class Unmetered {
  private static final String PAGE = "docs/operations-other.md";

  private Unmetered() {}

  /// How a line could be allowed that nothing else takes.
  static String allowing(Incoming unlisted) {
    return "; to allow it, give the model '%s' of a provider a price of the meter 'request' in the price book (0 is a price): what you state is charged, marked estimated; see %s"
        .formatted(unlisted.model(), PAGE);
  }

  static boolean hasRequestPrice(PriceLookup found) {
    return found instanceof PriceLookup.Priced priced
        && priced.tariff().meters().contains(Meter.REQUEST);
  }

  /// An operation that lacks its price.
  ///
  /// @param found what the price book says of the target's model
  static Optional<Refusal> yet(
      Caller caller, Operation operation, Plan.Step target, PriceLookup found) {
    boolean metered =
        operation.wire() == Wire.OTHER_FREE
            || (operation.wire().byRequest() ? hasRequestPrice(found) : found.pricesCalls());
    return metered
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Refusal.Kind.ROUTE_UNMETERED,
                "%s %s (%s) has no meter with a price: give the model '%s' of provider %s %s in the price book (0 is a price)%s; see %s"
                    .formatted(
                        caller.method(),
                        caller.path(),
                        operation.code(),
                        target.model(),
                        target.provider().prices(),
                        operation.wire().byRequest()
                            ? "a price of the meter 'request'"
                            : "prices of the meters 'input' and 'output'",
                        operation
                            .declared()
                            .map(
                                ": what you state is charged, marked estimated, because %s"
                                    ::formatted)
                            .orElse(""),
                        PAGE)));
  }
}
