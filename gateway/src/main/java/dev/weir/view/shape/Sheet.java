package dev.weir.view.shape;

import java.util.List;

/// A page of figures, and of tables and charts below them, as the first pages are.
///
/// @param lead one sentence below the title
/// @param choices of what it is about, where there are several
/// @param attention what somebody has to look at, one line each, which opens where it is mended
/// @param rows of cards: one for its whole width, or two beside each other
public record Sheet(
    String title,
    String lead,
    List<Choice> choices,
    List<Figure> figures,
    List<Cell> attention,
    List<List<Card>> rows) {

  /// @param isChosen the one that is shown
  public record Choice(Link link, boolean isChosen) {}

  public Sheet {
    choices = List.copyOf(choices);
    figures = List.copyOf(figures);
    attention = List.copyOf(attention);
    rows = rows.stream().map(List::copyOf).toList();
  }

  public static Sheet of(String title, String lead) {
    return new Sheet(title, lead, List.of(), List.of(), List.of(), List.of());
  }

  public Sheet choosing(List<Choice> among) {
    return new Sheet(title, lead, among, figures, attention, rows);
  }

  public Sheet with(List<Figure> all) {
    return new Sheet(title, lead, choices, all, attention, rows);
  }

  public Sheet minding(List<Cell> lines) {
    return new Sheet(title, lead, choices, figures, lines, rows);
  }

  public Sheet showing(List<List<Card>> all) {
    return new Sheet(title, lead, choices, figures, attention, all);
  }
}
