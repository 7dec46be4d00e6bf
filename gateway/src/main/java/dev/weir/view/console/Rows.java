package dev.weir.view.console;

import dev.weir.view.shape.Link;

/// The way from a figure to what it is made of: what the API answers, as a page.
public final class Rows {
  /// Where that page is.
  public static final String PATH = "/rows";

  private Rows() {}

  /// @param text what is seen there
  /// @param question of the API, as `/api/v1/unit-costs?month=2026-11`
  public static Link of(String text, String question) {
    return new Link(text, path(question));
  }

  public static String path(String question) {
    return Entered.NOTHING.with("of", question).after(PATH);
  }
}
