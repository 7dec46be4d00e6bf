package dev.weir.view.entry;

import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a refusal says is wrong: `outcome 'x', kpis 2: field 'kind' is …`.
///
/// @param path of names, without the places of lists: `kpis.kind`
/// @param line of a list, by its place among those that were entered, from 1; 0 = it names none
/// @param message all of it
record Blamed(String path, int line, String message) {
  private static final Pattern PART = Pattern.compile("[,:] ([a-z_]+)(?: ([0-9]+))?(?=[,:])");
  private static final Pattern PLACE = Pattern.compile("\\.([0-9]+)(?=\\.|$)");

  static Optional<Blamed> of(Refused why) {
    return why.field().map(field -> of(why.message(), field));
  }

  private static Blamed of(String message, String field) {
    int end = message.indexOf("'%s'".formatted(field));
    StringBuilder path = new StringBuilder();
    int line = 0;
    Matcher part = PART.matcher(message.substring(0, end));
    while (part.find()) {
      path.append(part.group(1)).append('.');
      line = part.group(2) == null ? line : Integer.parseInt(part.group(2));
    }
    return new Blamed(path + field, line, message);
  }

  /// The field of the form: where the path leads, else one of its name; of several the one in the
  /// line that is meant, and whose value the message has.
  Optional<String> among(List<Entry> entries, Entered form) {
    List<String> fields =
        entries.stream().filter(entry -> entry.as() != Entry.As.GROUP).map(Entry::path).toList();
    String last = path.substring(path.lastIndexOf('.') + 1);
    return Stream.of(path, last)
        .flatMap(name ->
            fields.stream()
                .filter(field -> fits(names(field), name))
                .sorted(
                    Comparator.comparing((String field) -> !names(field).equals(name))
                        .thenComparingInt(field -> distance(field, fields, form))
                        .thenComparing(field -> !isSeen(form.text(field)))))
        .findFirst();
  }

  private static String names(String field) {
    return PLACE.matcher(field).replaceAll("");
  }

  /// An object that is wrong as a whole is so at one of its fields.
  private static boolean fits(String field, String name) {
    return ".%s.".formatted(field).contains(".%s.".formatted(name));
  }

  /// Whether it is what the message says that there was.
  private boolean isSeen(String entered) {
    return !entered.isEmpty()
        && Pattern.compile("was '?\"?" + Pattern.quote(entered)).matcher(message).find();
  }

  /// How far a field is from what is meant, by the line of a list that it is in.
  private int distance(String field, List<String> fields, Entered form) {
    Matcher place = PLACE.matcher(field);
    if (!place.find()) {
      return 0;
    }
    String list = field.substring(0, place.start() + 1);
    List<String> entered =
        fields.stream()
            .filter(it -> it.startsWith(list) && form.find(it).isPresent())
            .map(it -> it.substring(list.length()).replaceFirst("\\..*", ""))
            .distinct()
            .toList();
    int own = entered.indexOf(place.group(1));
    boolean isMeant =
        line == 0 ? isNamed(list + place.group(1) + ".", fields, form) : own == line - 1;
    return own < 0 ? 2 : isMeant ? 0 : 1;
  }

  /// Whether the message has what is in the first field of a line, which names it.
  private boolean isNamed(String own, List<String> fields, Entered form) {
    return fields.stream()
        .filter(it -> it.startsWith(own))
        .findFirst()
        .flatMap(form::find)
        .map(it -> Pattern.compile("\\b%s\\b".formatted(Pattern.quote(it))).matcher(message))
        .filter(Matcher::find)
        .isPresent();
  }
}
