package dev.weir.view.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Entered;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/// What was entered, as the API takes it.
final class Texts {
  private Texts() {}

  static void copy(Entered form, ObjectNode body, List<String> names) {
    names.forEach(name -> form.find(name).ifPresent(text -> body.put(name, text)));
  }

  static void numbers(Entered form, ObjectNode body, List<String> names) {
    names.forEach(name -> form.find(name).ifPresent(text -> number(body, name, text)));
  }

  /// What is no number goes as it was entered: the API says so, and of which field.
  static void number(ObjectNode body, String name, String text) {
    try {
      body.put(name, new BigDecimal(text));
    } catch (NumberFormatException noNumber) {
      body.put(name, text);
    }
  }

  /// Names with commas between.
  static void names(Entered form, ObjectNode body, String name) {
    form.find(name)
        .ifPresent(text ->
            Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .forEach(body.putArray(name)::add));
  }

  /// The words of a line, of which there are as many as there are names: `large 2`.
  static void lines(Entered form, ObjectNode body, String name, List<String> words) {
    form.find(name)
        .ifPresent(text -> {
          body.putArray(name);
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .forEach(line -> {
                ObjectNode each = body.withArray("/" + name).addObject();
                int cut = line.lastIndexOf(' ');
                each.put(words.getFirst(), cut < 0 ? line : line.substring(0, cut).strip());
                if (cut >= 0) {
                  number(each, words.getLast(), line.substring(cut + 1));
                }
              });
        });
  }
}
