package dev.weir.flow.projection;

import dev.weir.flow.identity.TagNames;
import dev.weir.flow.rule.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which column of the tables `attempt` and `refusal` holds a tag. Free tags have none: they lie in
/// the column `tags`, by name.
public final class TagColumn {
  /// All columns in which a call says who it is for: a tag each, and the free ones.
  public static final List<String> ALL =
      Stream.concat(
              TagNames.OF_PRINCIPAL.stream().map(tag -> of(tag).orElseThrow()), Stream.of("tags"))
          .toList();

  private TagColumn() {}

  /// The column of a tag that Weir knows. Tables that have no `provider` and `model` are told by
  /// their schema.
  public static Optional<String> of(String tag) {
    return switch (tag) {
      case TagNames.USER -> Optional.of("user_id");
      case TagNames.SESSION -> Optional.of("session_id");
      case TagNames.KEY -> Optional.of("key_id");
      case TagNames.USE_CASE,
          TagNames.DEPARTMENT,
          TagNames.COST_CENTRE,
          TagNames.ROLE,
          TagNames.ENVIRONMENT,
          TagNames.TEAM,
          TagNames.PROJECT,
          TagNames.MODEL,
          TagNames.PROVIDER,
          TagNames.PURPOSE ->
          Optional.of(tag);
      default -> Optional.empty();
    };
  }

  /// Adds an expression for a tag's value, '' where it has none.
  public static void addTo(Sql sql, String tag) {
    of(tag).ifPresentOrElse(sql::add, () -> sql.add("coalesce(tags[?], '')", tag));
  }

  /// Adds what a condition says of a row's tags.
  public static void addTo(Sql sql, Condition condition) {
    addTo(sql, condition.tag());
    switch (condition) {
      case Condition.In in -> {
        String marks = String.join(", ", in.values().stream().map(_ -> "?").toList());
        sql.add(" IN (" + marks + ")", in.values().toArray());
      }
      case Condition.Present _ -> sql.add(" <> ''");
      case Condition.Absent _ -> sql.add(" = ''");
    }
  }
}
