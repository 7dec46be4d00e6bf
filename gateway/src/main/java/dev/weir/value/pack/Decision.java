package dev.weir.value.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a review decided about a use case.
///
/// @param decides the person
/// @param owner who carries it out, by `due`
/// @param change that carries it out; only `continue` has none
public record Decision(
    String useCase,
    Verdict verdict,
    String decides,
    String why,
    String owner,
    LocalDate due,
    Optional<NamedChange> change) {
  private static final int DECISIONS_MAX = 500;
  private static final int TEXT_MAX = 2_000;
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("use_case", "decision", "decides", "why", "owner", "due", "change"));

  /// What may be decided.
  public enum Verdict {
    SCALE,
    CONTINUE,
    OPTIMISE,
    PULL_BACK,
    SUNSET;

    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// A change of the rule book, of a gate, or of where a use case is.
  ///
  /// @param kind of the thing that changes: `budget`, `limit`, `alias`, `gate`, `promotion` …
  /// @param on the day from which it is to hold
  public record NamedChange(String kind, String id, LocalDate on) {
    @Override
    public String toString() {
      return "%s %s on %s".formatted(kind, id, on);
    }
  }

  public Decision {
    if (change.isEmpty() && verdict != Verdict.CONTINUE) {
      throw new IllegalArgumentException(
          "field 'change' names what is changed and its date, unless the decision is 'continue',"
              + " was missing of '%s'".formatted(verdict.code()));
    }
  }

  /// Reads a list of them; what is wrong is an [IllegalArgumentException] that names the decision,
  /// the field, the rule and the value.
  public static List<Decision> read(JsonNode list) {
    if (!list.isArray() || list.size() > DECISIONS_MAX) {
      throw new IllegalArgumentException(
          "field 'decisions' is a list of at most %d, was %s"
              .formatted(DECISIONS_MAX, list.isArray() ? list.size() : list));
    }
    List<Decision> all = new ArrayList<>();
    Set<String> useCases = new HashSet<>();
    for (JsonNode each : list) {
      String thing = "decision %d".formatted(all.size() + 1);
      Decision decision;
      try {
        decision = one(each);
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(thing + ": " + wrong.getMessage(), wrong);
      }
      if (!useCases.add(decision.useCase)) {
        throw new IllegalArgumentException(
            "%s: field 'use_case' is decided once, was '%s' again"
                .formatted(thing, decision.useCase));
      }
      all.add(decision);
    }
    return List.copyOf(all);
  }

  private static Decision one(JsonNode node) {
    node.fieldNames()
        .forEachRemaining(field -> {
          if (!FIELDS.contains(field)) {
            throw new IllegalArgumentException(
                "there is no field '%s'; fields are %s".formatted(field, FIELDS));
          }
        });
    return new Decision(
        text(node, "use_case"),
        verdict(text(node, "decision")),
        text(node, "decides"),
        text(node, "why"),
        text(node, "owner"),
        day("due", text(node, "due")),
        node.hasNonNull("change") ? Optional.of(change(node.path("change"))) : Optional.empty());
  }

  private static NamedChange change(JsonNode node) {
    return new NamedChange(
        text(node, "kind"), text(node, "id"), day("change.on", text(node, "on")));
  }

  private static Verdict verdict(String code) {
    return Arrays.stream(Verdict.values())
        .filter(each -> each.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "field 'decision' is one of %s, was '%s'"
                    .formatted(Arrays.stream(Verdict.values()).map(Verdict::code).toList(), code)));
  }

  private static String text(JsonNode node, String field) {
    JsonNode found = node.path(field);
    if (!found.isTextual() || found.asText().isBlank() || found.asText().length() > TEXT_MAX) {
      throw new IllegalArgumentException(
          "field '%s' is a text of 1 to %d characters, was %s"
              .formatted(field, TEXT_MAX, found.isMissingNode() ? "missing" : shortened(found)));
    }
    return found.asText();
  }

  private static String shortened(JsonNode found) {
    return found.isTextual() && found.asText().length() > TEXT_MAX
        ? "of " + found.asText().length()
        : found.toString();
  }

  private static LocalDate day(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException unreadable) {
      throw new IllegalArgumentException(
          "field '%s' is a date as 2026-12-01, was '%s'".formatted(field, text), unreadable);
    }
  }

  /// As [#read] takes it.
  public ObjectNode write() {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("use_case", useCase)
            .put("decision", verdict.code())
            .put("decides", decides)
            .put("why", why)
            .put("owner", owner)
            .put("due", due.toString());
    change.ifPresent(it ->
        node.putObject("change").put("kind", it.kind).put("id", it.id).put("on", it.on.toString()));
    return node;
  }
}
