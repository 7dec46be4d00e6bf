package dev.weir.view.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the API said to a question or to a change.
public sealed interface Answered {

  /// It was answered, or done.
  record Told(JsonNode tree) implements Answered {}

  /// It was not.
  ///
  /// @param code stable, for programs
  /// @param message for people: names the thing, the rule and the value
  record Refused(int status, String code, String message) implements Answered {
    /// The code where the answer is a text in a format of its own, for [Ask#file].
    public static final String FILE = "file";

    private static final Pattern FIELD = Pattern.compile("(?:field|parameter) '([^']+)'");

    /// The field of a form that it is about.
    public Optional<String> field() {
      Matcher named = FIELD.matcher(message);
      return named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /// The message, if it is about this field.
    public Optional<String> of(String name) {
      return field().filter(name::equals).map(_ -> message);
    }
  }

  /// What comes of what was told; a refusal stays one.
  default Answered then(Function<JsonNode, Answered> next) {
    return switch (this) {
      case Told told -> next.apply(told.tree);
      case Refused refused -> refused;
    };
  }

  /// What was told, where a page is nothing without it: a refusal is shown instead of the page.
  ///
  /// @throws NotAnswered caught by the console's door alone
  default JsonNode tree() {
    return switch (this) {
      case Told told -> told.tree;
      case Refused refused -> throw new NotAnswered(refused);
    };
  }
}
