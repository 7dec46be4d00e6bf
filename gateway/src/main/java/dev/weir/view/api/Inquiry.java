package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Operator;
import dev.weir.view.person.Veil;
import dev.weir.view.right.Reach;
import dev.weir.view.right.Right;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// A request that has found its route and whose operator may make it.
///
/// @param path values of the path's variables
/// @param query parameters the route knows, each with its values
/// @param body the body's fields; none for a route that reads `content` itself
/// @param content the body of a catalogue, as it came; none for every other route
/// @param who for the audit trail
/// @param operator who makes it, by a personal key or signed in; nobody on the machine itself
/// @param veil what is shown of single users
record Inquiry(
    Map<String, String> path,
    Map<String, List<String>> query,
    ObjectNode body,
    Content content,
    String who,
    Optional<Operator> operator,
    Veil veil,
    Instant now) {
  private static final String NO_REASON = "no reason given";
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

  Inquiry with(Content other) {
    return new Inquiry(path, query, body, other, who, operator, veil, now);
  }

  /// Whose figures alone may be shown; empty = everybody's.
  Optional<Set<String>> teams() {
    return operator
        .filter(it -> Right.READ_OF_TEAMS.of(it.role()) == Reach.OWN_TEAMS)
        .map(it -> it.remit().teams());
  }

  /// Whether who asks has all of a right; who asks on the machine itself has every one.
  boolean has(Right right) {
    return operator.filter(it -> right.of(it.role()) != Reach.EVERYTHING).isEmpty();
  }

  /// The content as text.
  String raw() {
    return content.text();
  }

  String id() {
    return named("id");
  }

  String named(String variable) {
    return Optional.ofNullable(path.get(variable)).orElseThrow();
  }

  Optional<String> asked(String parameter) {
    return all(parameter).stream().findFirst();
  }

  List<String> all(String parameter) {
    return query.getOrDefault(parameter, List.of());
  }

  int number(String parameter, int otherwise) {
    return asked(parameter).map(text -> whole(parameter, text)).orElse(otherwise);
  }

  /// A parameter that is true or false; false if it is not there.
  boolean flag(String parameter) {
    return switch (asked(parameter).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw new IllegalArgumentException(
              "parameter '%s' is true or false, was '%s'".formatted(parameter, other));
    };
  }

  /// A position of the journal; without one, behind its end.
  long position(String parameter) {
    String text = asked(parameter).orElse(Long.toString(Long.MAX_VALUE));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter '%s' is a position, was '%s'".formatted(parameter, text), e);
    }
  }

  /// Why the change is made, in the operator's words.
  String why() {
    return asked("why").filter(text -> !text.isBlank()).orElse(NO_REASON);
  }

  /// The version the change was made against; 0 = there is no such thing yet.
  OptionalInt expectedVersion() {
    return asked("expected_version").isPresent()
        ? OptionalInt.of(number("expected_version", 0))
        : OptionalInt.empty();
  }

  /// Requires that the body has no other fields than these.
  void requireOnly(Set<String> fields) {
    List<String> unknown = new ArrayList<>();
    body.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(new HashSet<>(fields));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no field '%s'; fields are %s"
              .formatted(unknown.getFirst(), fields.stream().sorted().toList()));
    }
  }

  String text(String field) {
    return optionalText(field)
        .orElseThrow(() -> new IllegalArgumentException("field '%s' is missing".formatted(field)));
  }

  /// A list of texts.
  List<String> texts(String field) {
    JsonNode list = body.path(field);
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.isTextual() ? each.textValue() : ""));
    if (!list.isArray() || texts.contains("")) {
      throw new IllegalArgumentException(
          "field '%s' is a list of texts, was %s".formatted(field, list.getNodeType()));
    }
    return texts;
  }

  Optional<String> optionalText(String field) {
    JsonNode node = body.get(field);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw new IllegalArgumentException("field '%s' is a text, was %s".formatted(field, node));
    }
    return Optional.of(node.textValue());
  }

  Optional<ObjectNode> optionalObject(String field) {
    return switch (body.get(field)) {
      case null -> Optional.empty();
      case NullNode _ -> Optional.empty();
      case ObjectNode object -> Optional.of(object);
      case JsonNode other ->
          throw new IllegalArgumentException(
              "field '%s' is an object, was %s".formatted(field, other.getNodeType()));
    };
  }

  Optional<Instant> optionalInstant(String field) {
    return optionalText(field).map(text -> instant(field, text));
  }

  private static Instant instant(String field, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "field '%s' is an instant as 2026-11-01T08:00:00Z, was '%s'".formatted(field, text),
          unreadable);
    }
  }

  /// An instant, or a date: the beginning of that day of UTC.
  Instant moment(String field) {
    String text = text(field);
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "field '%s' is a date as 2026-10-01 or an instant as 2026-10-01T08:00:00Z, was '%s'"
              .formatted(field, text),
          unreadable);
    }
  }

  /// What names a change of the past, by the caller or after the time of the request.
  ///
  /// @param kind of change
  String run(String kind) {
    String run = optionalText("run").orElseGet(() -> kind + "-" + now);
    if (!RUN.matcher(run).matches()) {
      throw new IllegalArgumentException(
          "field 'run' is 1 to 64 of letters, digits, '_', '.', ':', '-', was '%s'".formatted(run));
    }
    return run;
  }

  /// Seconds, as a duration.
  Duration seconds(String field, Duration otherwise) {
    return body.has(field) ? Duration.ofSeconds(whole(field, 0)) : otherwise;
  }

  long whole(String field, long otherwise) {
    JsonNode node = body.get(field);
    if (node == null || node.isNull()) {
      return otherwise;
    }
    if (!node.canConvertToExactIntegral() || !node.canConvertToLong() || node.longValue() < 0) {
      throw new IllegalArgumentException(
          "field '%s' is a whole number, was %s".formatted(field, node));
    }
    return node.longValue();
  }

  private static int whole(String parameter, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "parameter '%s' is a whole number, was '%s'".formatted(parameter, text), e);
    }
  }

  /// Reads a query string; a parameter the route does not know is an error.
  static Map<String, List<String>> parameters(String query, Set<String> known) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = PathTemplate.decodedQuery(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : PathTemplate.decodedQuery(pair.substring(equals + 1));
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no parameter '%s'; parameters are %s"
                .formatted(name, known.stream().sorted().toList()));
      }
      parameters.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
    return parameters;
  }
}
