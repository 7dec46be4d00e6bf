package dev.weir.view.page;

import dev.weir.view.page.Answered.Refused;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import java.util.Optional;
import java.util.function.Function;

/// What a page answers.
public sealed interface Shown {
  /// The template of a [Story].
  String STORY = "console/story.jte";

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

  static Shown page(Story story) {
    return page(story.title(), STORY, story);
  }

  /// The page with the form that was sent as it was entered: of a preview, which changes nothing.
  static Shown page(Story story, Entered form) {
    return page(story.sent(form.text("do"), sent -> sent.holding(form::text)));
  }

  /// The page again, with what was entered and what is wrong in the form that was sent. Where it
  /// has no such form, the refusal alone.
  static Shown again(Refused why, Story story, Entered form) {
    return again(why, story, form, why::of);
  }

  /// @param of what is wrong with a field of the form, where its fields are not all the API's
  static Shown again(
      Refused why, Story story, Entered form, Function<String, Optional<String>> of) {
    String button = form.text("do");
    return story.takes(button)
        ? again(
            why,
            story.title(),
            STORY,
            story.sent(button, sent -> sent.holding(form::text).refused(of, why.message())))
        : new Refusal(why);
  }

  /// The page again, with what is wrong beside its fields.
  static Shown again(Refused why, String title, String template, Object page) {
    return new Written(why.status(), title, template, page);
  }
}
