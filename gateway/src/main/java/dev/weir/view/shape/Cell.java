package dev.weir.view.shape;

import java.util.Optional;

/// One cell of a table.
///
/// @param exact value behind a rounded number; empty = none
/// @param tone PLAIN shows the text, any other a mark with it
/// @param link where it opens; a name opens its thing, a number its rows
/// @param share 0 to 100, drawn as a bar below the number
public record Cell(
    String text, String exact, Tone tone, Optional<Link> link, Optional<Integer> share) {
  private static final int FULL = 100;

  public Cell {
    if (share.filter(it -> it < 0 || it > FULL).isPresent()) {
      throw new IllegalArgumentException("a bar has 0 to 100 percent, was " + share);
    }
  }

  public static Cell of(String text) {
    return new Cell(text, "", Tone.PLAIN, Optional.empty(), Optional.empty());
  }

  public static Cell of(String text, Tone tone) {
    return new Cell(text, "", tone, Optional.empty(), Optional.empty());
  }

  public static Cell of(Amount amount) {
    return new Cell(amount.text(), amount.exact(), Tone.PLAIN, Optional.empty(), Optional.empty());
  }

  /// With its unit, where each line has its own.
  public static Cell withUnit(Amount amount) {
    return new Cell(
        amount.withUnit(), amount.exact(), Tone.PLAIN, Optional.empty(), Optional.empty());
  }

  public static Cell of(Moment moment) {
    return new Cell(moment.text(), moment.exact(), Tone.PLAIN, Optional.empty(), Optional.empty());
  }

  /// How a figure is known: as the provider reported it, counted here, a bound, or there is none.
  ///
  /// @param word the API's; empty = nothing is billed
  public static Cell provenance(String word) {
    return switch (word) {
      case "" -> Cell.of("nothing billed", Tone.QUIET);
      case "reported" -> Cell.of(word, Tone.GOOD);
      default -> Cell.of(word, Tone.WARN);
    };
  }

  public Cell opening(String path) {
    return new Cell(text, exact, tone, Optional.of(new Link(text, path)), share);
  }

  /// Where there is a way to it.
  public Cell opening(Optional<String> path) {
    return path.map(this::opening).orElse(this);
  }

  public Cell marked(Tone how) {
    return new Cell(text, exact, how, link, share);
  }

  /// With a bar of so much; more than all of it is all of it.
  public Cell filled(int percent) {
    return new Cell(text, exact, tone, link, Optional.of(Math.clamp(percent, 0, FULL)));
  }
}
