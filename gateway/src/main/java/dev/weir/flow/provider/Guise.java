package dev.weir.flow.provider;

import dev.weir.base.http.Headers;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Splice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a vendor wants to be different in the body of a wire of another vendor's.
///
/// @param without members it does not take
/// @param with members it wants, texts by name
/// @param lists members it wants where the caller sent a header with a list: member by header
public record Guise(Set<String> without, Map<String, String> with, Map<String, String> lists) {
  /// Nothing is different.
  public static final Guise NONE = new Guise(Set.of(), Map.of(), Map.of());

  public Guise {
    without = Set.copyOf(without);
    with = Map.copyOf(with);
    lists = Map.copyOf(lists);
  }

  /// What is done to the body of a request.
  ///
  /// @param headers the caller's
  public Optional<Splice.Guise> splice(Headers headers) {
    if (equals(NONE)) {
      return Optional.empty();
    }
    Map<String, String> members = new LinkedHashMap<>();
    with.forEach((name, value) -> members.put(name, JsonOutput.quoted(value)));
    lists.forEach((header, member) -> {
      List<String> values = values(headers.all(header));
      if (!values.isEmpty()) {
        members.put(member, "[" + String.join(",", values) + "]");
      }
    });
    return Optional.of(new Splice.Guise(without, members));
  }

  private static List<String> values(List<String> fields) {
    List<String> values = new ArrayList<>();
    for (String field : fields) {
      Arrays.stream(field.split(",", -1))
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .map(JsonOutput::quoted)
          .forEach(values::add);
    }
    return values;
  }
}
