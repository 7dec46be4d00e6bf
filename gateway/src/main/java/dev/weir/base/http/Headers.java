package dev.weir.base.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// An immutable, ordered multimap of header fields; names are kept in lower case.
///
/// Lookup takes a name in any case. A scan of a flat array beats a hash table at the twenty or so
/// fields an HTTP message has. A name or value that could break framing (CR, LF, NUL) is refused
/// with [IllegalArgumentException].
public final class Headers {
  public static final Headers EMPTY = new Headers(new String[0]);

  /// Fields that describe one connection, not the message (RFC 9110, 7.6.1).
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
  }

  /// Names and values in turn: `Headers.of("content-type", "text/plain")`.
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a header name has no value: " + namesAndValues.length);
    }
    String[] copy = namesAndValues.clone();
    for (int i = 0; i < copy.length; i += 2) {
      copy[i] = lowerCase(safe(copy[i]));
      safe(copy[i + 1]);
    }
    return new Headers(copy);
  }

  /// Takes the array over. For the engine, whose parser has already checked every field.
  static Headers parsed(String[] namesAndValues) {
    for (int i = 0; i < namesAndValues.length; i += 2) {
      namesAndValues[i] = lowerCase(namesAndValues[i]);
    }
    return new Headers(namesAndValues);
  }

  /// The first value of this name.
  public Optional<String> get(String name) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        return Optional.of(fields[i + 1]);
      }
    }
    return Optional.empty();
  }

  public List<String> all(String name) {
    List<String> values = List.of();
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        values = values.isEmpty() ? new ArrayList<>(1) : values;
        values.add(fields[i + 1]);
      }
    }
    return values;
  }

  /// These fields with `name` replaced by this one value, added last.
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  /// These fields with each name of the others replaced by theirs, added last.
  public Headers with(Headers others) {
    if (others.fields.length == 0) {
      return this;
    }
    Headers rest = only(name -> others.get(name).isEmpty());
    String[] all = Arrays.copyOf(rest.fields, rest.fields.length + others.fields.length);
    System.arraycopy(others.fields, 0, all, rest.fields.length, others.fields.length);
    return new Headers(all);
  }

  /// These fields and one more, whether or not the name is there already.
  public Headers plus(String name, String value) {
    String[] longer = Arrays.copyOf(fields, fields.length + 2);
    longer[fields.length] = lowerCase(safe(name));
    longer[fields.length + 1] = safe(value);
    return new Headers(longer);
  }

  public Headers without(String name) {
    return without(Set.of(lowerCase(name)));
  }

  /// @param lowerCaseNames names to drop, in lower case
  public Headers without(Set<String> lowerCaseNames) {
    return only(name -> !lowerCaseNames.contains(name));
  }

  /// The fields whose lower-case name passes.
  public Headers only(Predicate<String> name) {
    String[] kept = new String[fields.length];
    int size = 0;
    for (int i = 0; i < fields.length; i += 2) {
      if (name.test(fields[i])) {
        kept[size++] = fields[i];
        kept[size++] = fields[i + 1];
      }
    }
    return size == fields.length ? this : new Headers(Arrays.copyOf(kept, size));
  }

  /// What a proxy may pass on: all but the hop-by-hop fields and those that `connection` names.
  public Headers endToEnd() {
    Headers rest = without(HOP_BY_HOP);
    for (String connection : all("connection")) {
      for (String named : connection.split(",", -1)) {
        rest = rest.without(named.strip());
      }
    }
    return rest;
  }

  public void forEach(BiConsumer<String, String> field) {
    for (int i = 0; i < fields.length; i += 2) {
      field.accept(fields[i], fields[i + 1]);
    }
  }

  /// How many fields there are; a name that occurs twice counts twice.
  public int size() {
    return fields.length / 2;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers headers && Arrays.equals(fields, headers.fields);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(fields);
  }

  /// Names only: values may be credentials.
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    forEach((name, _) -> names.add(name));
    return "Headers" + names;
  }

  private static String lowerCase(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
        return name.toLowerCase(Locale.ROOT);
      }
    }
    return name;
  }

  private static String safe(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw new IllegalArgumentException("a header field holds a control character at " + i);
      }
    }
    return text;
  }
}
