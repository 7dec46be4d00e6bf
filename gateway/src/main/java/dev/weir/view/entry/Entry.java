package dev.weir.view.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One field of a form, and the member of a document that it stands for.
///
/// @param field named by where the member is, as `pilot.from`; of the second line of a list
///   `kpis.1.name`
public record Entry(FormField field, As as) {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// What the member is.
  enum As {
    TEXT,
    NUMBER,
    /// A list of texts, one on each line.
    TEXTS,
    /// A list of numbers, one on each line.
    NUMBERS,
    TRUTH,
    /// None: it begins a group of fields.
    GROUP
  }

  /// Begins a group of fields, which lasts until the next one.
  public static Entry group(String path, String title) {
    return new Entry(FormField.of(path, title, FormField.GROUP), As.GROUP);
  }

  public static Entry text(String path, String label) {
    return new Entry(FormField.of(path, label, "text"), As.TEXT);
  }

  public static Entry area(String path, String label) {
    return new Entry(FormField.of(path, label, "area"), As.TEXT);
  }

  public static Entry day(String path, String label) {
    return new Entry(FormField.of(path, label, "date"), As.TEXT);
  }

  /// A decimal or a whole number.
  public static Entry number(String path, String label) {
    return new Entry(FormField.of(path, label, "text"), As.NUMBER);
  }

  /// A list of texts, one on each line.
  public static Entry texts(String path, String label) {
    return new Entry(FormField.of(path, label, "area"), As.TEXTS);
  }

  /// A list of numbers, one on each line.
  public static Entry numbers(String path, String label) {
    return new Entry(FormField.of(path, label, "area"), As.NUMBERS);
  }

  public static Entry truth(String path, String label) {
    return new Entry(FormField.of(path, label, "check"), As.TRUTH);
  }

  /// @param codes of the API; the empty one, for what is not said, comes first by itself
  public static Entry choice(String path, String label, String... codes) {
    List<Option> options = new ArrayList<>();
    options.add(new Option("", "–"));
    for (String code : codes) {
      options.add(new Option(code, code.replace('_', ' ')));
    }
    return new Entry(FormField.choice(path, label, options), As.TEXT);
  }

  public Entry hinted(String line) {
    return new Entry(field.hinted(line), as);
  }

  String path() {
    return field.name();
  }

  /// Of the objects and places of lists that lead to it, and its own.
  List<String> names() {
    return List.of(path().split("\\.", -1));
  }

  /// With what the document has.
  FormField showing(JsonNode member) {
    return switch (as) {
      case GROUP -> field;
      case TEXTS, NUMBERS ->
          field.holding(
              member.valueStream().map(JsonNode::asText).collect(Collectors.joining("\n")));
      case TEXT, NUMBER, TRUTH -> offering(plain(member)).holding(plain(member));
    };
  }

  /// With what is in force among what can be chosen.
  private FormField offering(String value) {
    boolean isOther =
        field.kind().equals("select")
            && field.options().stream().noneMatch(option -> option.value().equals(value));
    if (!isOther) {
      return field;
    }
    List<Option> options = new ArrayList<>(field.options());
    options.add(new Option(value, value));
    return FormField.choice(path(), field.label(), options).hinted(field.hint());
  }

  private static String plain(JsonNode member) {
    return member.isNumber() ? member.decimalValue().toPlainString() : member.asText();
  }

  /// What was entered, as the document has it; nothing where nothing was.
  Optional<JsonNode> read(String text) {
    return switch (as) {
      case GROUP -> Optional.empty();
      case TEXT -> Optional.of(text).filter(it -> !it.isEmpty()).map(JSON::textNode);
      case NUMBER -> Optional.of(text).filter(it -> !it.isEmpty()).map(Entry::number);
      case TRUTH -> Optional.of(text).filter("true"::equals).map(_ -> JSON.booleanNode(true));
      case TEXTS -> listed(text, JSON::textNode);
      case NUMBERS -> listed(text, Entry::number);
    };
  }

  private static Optional<JsonNode> listed(String text, Function<String, JsonNode> one) {
    ArrayNode list = JSON.arrayNode();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> list.add(one.apply(line)));
    return list.isEmpty() ? Optional.empty() : Optional.of(list);
  }

  /// A number as one; anything else as it was typed, for the API to refuse.
  private static JsonNode number(String text) {
    return NUMBER.matcher(text).matches()
        ? JSON.numberNode(new BigDecimal(text))
        : JSON.textNode(text);
  }
}
