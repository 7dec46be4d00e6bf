package dev.weir.view.console;

/// Why there is no page.
///
/// @param heading in a few words
/// @param message what happened, and what to do
public record ErrorPage(int status, String heading, String message) {
  static ErrorPage of(int status, String message) {
    return new ErrorPage(status, heading(status), message);
  }

  private static String heading(int status) {
    return switch (status) {
      case 403 -> "This is not for your role";
      case 404 -> "There is nothing here";
      case 405 -> "This cannot be done here";
      case 413 -> "That is too much";
      case 500 -> "Weir has a defect";
      case 503 -> "Not just now";
      default -> "That did not work";
    };
  }
}
