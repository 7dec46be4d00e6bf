package dev.weir.view.console;

import dev.weir.view.page.Period;
import java.util.List;
import java.util.Optional;

/// What is around every page.
///
/// @param title of the page
/// @param navigation what its reader may open; empty without a session
/// @param reader who has signed in; empty on the sign-in page
/// @param here the path and query of the page, to come back to
/// @param notes what the figures lack
public record Shell(
    String title,
    List<Group> navigation,
    Optional<Reader> reader,
    Theme theme,
    Assets assets,
    String here,
    List<String> notes) {
  /// What every amount is in.
  public static final String CURRENCY = "USD";

  /// Where every day begins.
  public static final String ZONE = "UTC";

  public record Group(String title, List<Entry> entries) {}

  public record Entry(String title, String path, boolean isHere) {}

  /// @param formToken for every form
  /// @param kept what else the link says, kept when another period is chosen
  public record Reader(
      String name,
      String role,
      String formToken,
      Period period,
      List<Period.Choice> periods,
      List<Kept> kept) {}

  public record Kept(String name, String value) {}

  /// For every form of the page.
  public String formToken() {
    return reader.map(Reader::formToken).orElse("");
  }
}
