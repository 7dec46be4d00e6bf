package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Past charges priced anew by another version of the price book. The same charges and books give
/// the same outcome whenever it is asked.
///
/// Only a charge that its own book still gives is priced anew: what was stated, declared or bound
/// has no price that another one could take the place of. What was unpriced is priced by any book
/// that has a price for it.
public final class Repricing {
  private static final String MODEL = "model ";

  private final PriceBook book;
  private final Function<String, Optional<PriceBook>> books;

  /// What was charged, and for what.
  ///
  /// @param provider by its name in the price book
  /// @param model asked of the provider
  /// @param served the model that answered, or the one asked for
  /// @param at the instant whose prices hold
  /// @param several whether the usage is a sum of several requests
  /// @param unpriced as the charge names it
  /// @param book version of the book it was priced with
  public record Past(
      String provider,
      String model,
      String served,
      Instant at,
      Usage usage,
      String tier,
      boolean several,
      Money cost,
      List<String> unpriced,
      String book) {
    private boolean isUnpriced() {
      return cost.equals(Money.ZERO) && unpriced.contains(MODEL + served);
    }
  }

  public sealed interface Outcome {
    /// The other book gives the same charge.
    record Same() implements Outcome {}

    record Changed(Charge now) implements Outcome {}

    /// The charge stands.
    record Kept(Reason reason) implements Outcome {}
  }

  /// Why a charge stands; the codes are part of the API.
  public enum Reason {
    /// The version it was priced with is not known.
    BOOK_UNKNOWN,
    /// Its own book gives another charge: it was stated, declared, bound or summed up otherwise.
    NOT_BY_ITS_BOOK,
    /// The other book has no price for what has one.
    NO_PRICE
  }

  /// @param book to price with
  /// @param books the versions that charges name
  public Repricing(PriceBook book, Function<String, Optional<PriceBook>> books) {
    this.book = book;
    this.books = books;
  }

  /// Prices before and now of a model, where both make the charge alone.
  public record Flat(FlatPrices before, FlatPrices now) {}

  /// The prices of what a model served within a time, if no price begins or ends in it.
  ///
  /// @param past what of it every charge has; its usage and cost are not looked at
  public Optional<Flat> flat(Past past, Instant until) {
    Optional<PriceBook> own =
        books.apply(past.book()).filter(each -> each.isSteady(past.at(), until));
    if (own.isEmpty() || !book.isSteady(past.at(), until)) {
      return Optional.empty();
    }
    Optional<FlatPrices> now = flat(book, past);
    return flat(own.get(), past).flatMap(before -> now.map(flat -> new Flat(before, flat)));
  }

  private static Optional<FlatPrices> flat(PriceBook book, Past past) {
    return book.find(past.provider(), past.served(), past.at())
                instanceof PriceLookup.Priced(Tariff tariff, _)
            && tariff.pricesCalls()
        ? tariff.flat(past.tier())
        : Optional.empty();
  }

  public Outcome of(Past past) {
    if (past.book().equals(book.version()) && !past.isUnpriced()) {
      return new Outcome.Same();
    }
    Optional<PriceBook> own = books.apply(past.book());
    if (own.isEmpty()) {
      return new Outcome.Kept(Reason.BOOK_UNKNOWN);
    }
    Optional<Charge> before = charge(own.get(), past);
    if (!past.isUnpriced() && before.filter(charge -> gives(charge, past)).isEmpty()) {
      return new Outcome.Kept(Reason.NOT_BY_ITS_BOOK);
    }
    Optional<Charge> now = charge(book, past);
    if (now.isEmpty()) {
      return past.isUnpriced() ? new Outcome.Same() : new Outcome.Kept(Reason.NO_PRICE);
    }
    return changed(past, before, now.get());
  }

  private static Outcome changed(Past past, Optional<Charge> before, Charge now) {
    Charge noted = noted(now, notes(past, before));
    boolean same =
        before.filter(charge -> lines(charge).equals(lines(noted))).isPresent()
            && noted.total().equals(past.cost())
            && noted.unpriced().equals(past.unpriced());
    return same ? new Outcome.Same() : new Outcome.Changed(noted);
  }

  /// Whose price stood in for a meter's is not kept with a row.
  private static List<Charge.Line> lines(Charge charge) {
    return charge.lines().stream().map(Charge.Line::byItsOwnPrice).toList();
  }

  private static boolean gives(Charge charge, Past past) {
    return charge.total().equals(past.cost())
        && new HashSet<>(past.unpriced()).containsAll(charge.unpriced());
  }

  /// What a charge said beside its book: of the usage, which no price changes.
  private static List<String> notes(Past past, Optional<Charge> before) {
    List<String> notes = new ArrayList<>(past.unpriced());
    before.ifPresent(charge -> notes.removeAll(charge.unpriced()));
    notes.remove(MODEL + past.served());
    return notes;
  }

  private static Charge noted(Charge charge, List<String> notes) {
    if (notes.isEmpty()) {
      return charge;
    }
    List<String> unpriced = new ArrayList<>(charge.unpriced());
    unpriced.addAll(notes);
    return new Charge(charge.total(), charge.lines(), unpriced, charge.book());
  }

  /// As a call is charged: by the model served, else by the one asked for, and named.
  private static Optional<Charge> charge(PriceBook book, Past past) {
    try {
      Optional<Charge> served = charge(book, past, past.served());
      return served.isPresent() || past.served().equals(past.model())
          ? served
          : charge(book, past, past.model())
              .map(charge -> noted(charge, List.of(MODEL + past.served())));
    } catch (ArithmeticException beyondRange) {
      return Optional.empty();
    }
  }

  private static Optional<Charge> charge(PriceBook book, Past past, String model) {
    PriceLookup found = book.find(past.provider(), model, past.at());
    boolean tokens = past.usage().input() + past.usage().output() > 0;
    if (!(found instanceof PriceLookup.Priced(Tariff tariff, _))
        || (tokens && !tariff.pricesCalls())) {
      return Optional.empty();
    }
    return Optional.of(
        past.several()
            ? tariff.chargeOfSeveral(past.usage(), past.tier())
            : tariff.charge(past.usage(), past.tier()));
  }
}
