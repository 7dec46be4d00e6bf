package dev.weir.view.console;

import dev.weir.view.console.Answered.Refused;
import dev.weir.view.shape.Link;

/// What a page answers.
public sealed interface Shown {

  /// A template with the record it is written from.
  ///
  /// @param title of this page, which may name its thing
  /// @param template below `src/main/jte`, as `usecase/portfolio.jte`
  /// @param page its parameter `page`
  record Written(int status, String title, String template, Object page) implements Shown {}

  /// After a change: go there and read.
  record Elsewhere(Link where) implements Shown {}

  /// Instead of the page, why there is none.
  record Refusal(Refused why) implements Shown {}

  /// A file to save, as the CSV of a table.
  @SuppressWarnings("ArrayRecordComponent") // moved, never compared
  record Download(String type, String name, byte[] bytes) implements Shown {}

  static Shown page(String title, String template, Object page) {
    return new Written(200, title, template, page);
  }

  /// The page again, with what is wrong beside its fields.
  static Shown again(Refused why, String title, String template, Object page) {
    return new Written(why.status(), title, template, page);
  }
}
