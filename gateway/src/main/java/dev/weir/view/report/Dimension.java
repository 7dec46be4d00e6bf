package dev.weir.view.report;

import dev.weir.flow.identity.TagNames;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.TagColumn;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Something a report groups or filters by. [#parse] maps a caller's text to a closed list; a free
/// tag's name reaches the database as a bound value only.
public sealed interface Dimension {
  /// Shown where a call has no such value.
  String NONE = "(none)";

  /// Shown as the use case of quarantined calls and of calls without one.
  String UNATTRIBUTED = "(unattributed)";

  /// As written in `--by`, and as column title.
  String label();

  /// Adds the expression of its value over the view `spend`: a text that is never empty, or nothing
  /// where the value is folded.
  void addTo(Sql sql, ReportRange range);

  /// Whether sums by the hour are told apart by it: not by what may be another with each call.
  boolean isByTheHour();

  /// Whether it is what a call says of itself beside the tags that have a meaning.
  default boolean isFreeTag() {
    return false;
  }

  /// Every value there is; none = they are not known beforehand.
  default List<String> onlyValues() {
    return List.of();
  }

  /// The sums by the hour that are told apart by all of these, if some are.
  static Optional<SpendHours> hours(List<Dimension> dimensions) {
    if (!dimensions.stream().allMatch(Dimension::isByTheHour)) {
      return Optional.empty();
    }
    boolean free = dimensions.stream().anyMatch(Dimension::isFreeTag);
    return Optional.of(free ? SpendHours.TAGGED : SpendHours.PLAIN);
  }

  /// By the name of a tag, whether Weir gives it a meaning or not.
  static Dimension ofTag(String tag) {
    return TagColumn.of(tag).isPresent() ? parse(tag) : new FreeTag(tag);
  }

  /// Fails for a dimension that only reports about speed have.
  default void requireOfCost() {
    if (equals(Column.PROMPT_SIZE)) {
      throw new IllegalArgumentException(
          "dimension '%s' is one of reports about speed: a correction has no size of its own"
              .formatted(label()));
    }
  }

  /// Names that [#parse] knows, besides `tag:NAME`.
  static List<String> known() {
    Stream<String> buckets = Arrays.stream(Bucket.values()).map(Bucket::label);
    return Stream.concat(Column.ALL.stream().map(Column::label), buckets).toList();
  }

  /// Reads a name; an unknown one is an [IllegalArgumentException] that lists the known.
  static Dimension parse(String name) {
    if (name.startsWith(FreeTag.PREFIX)) {
      return new FreeTag(name.substring(FreeTag.PREFIX.length()));
    }
    Stream<Dimension> all = Stream.concat(Column.ALL.stream(), Arrays.stream(Bucket.values()));
    Optional<Dimension> found = all.filter(known -> known.label().equals(name)).findFirst();
    return found.orElseThrow(() ->
        new IllegalArgumentException(
            "unknown dimension '%s'; known: %s, and tag:NAME for a free tag"
                .formatted(name, String.join(", ", known()))));
  }

  /// A column of the view.
  ///
  /// @param expression its value as text
  /// @param onlyValues every one there is, if they are known
  record Column(String label, String expression, List<String> onlyValues) implements Dimension {
    /// With the values of the tag that budgets see.
    private static final Column QUARANTINED_COLUMN =
        new Column(
            "quarantined", "CASE WHEN quarantined THEN 'yes' ELSE 'no' END", List.of("yes", "no"));

    /// Who told of it; what went through the gateway, Weir knows itself.
    private static final Column ORIGIN =
        new Column("origin", "CASE WHEN origin = '' THEN 'gateway' ELSE origin END");

    /// How long the prompt was, in tokens, its cached part included.
    private static final Column PROMPT_SIZE =
        new Column(
            "prompt_size",
            """
            CASE WHEN prompt_tokens <= 1000 THEN '0-1k' WHEN prompt_tokens <= 4000 THEN '1k-4k'
            WHEN prompt_tokens <= 16000 THEN '4k-16k' WHEN prompt_tokens <= 64000 THEN '16k-64k'
            WHEN prompt_tokens <= 256000 THEN '64k-256k' ELSE 'more' END
            """,
            List.of("0-1k", "1k-4k", "4k-16k", "16k-64k", "64k-256k", "more"));

    private static final List<Column> ALL =
        Stream.of(
                Stream.concat(
                        TagNames.OF_PRINCIPAL.stream(),
                        Stream.of(
                            TagNames.KEY, TagNames.MODEL, TagNames.PROVIDER, TagNames.PURPOSE))
                    .map(Column::ofTag),
                Stream.of(
                        "model_asked",
                        "model_served",
                        "route",
                        "stream",
                        "service_tier",
                        "status",
                        "ending",
                        "refusal_kind",
                        "provenance",
                        "price_book",
                        "rule_book",
                        "account")
                    .map(column -> new Column(column, shown(column))),
                Stream.of(ORIGIN, QUARANTINED_COLUMN, PROMPT_SIZE))
            .flatMap(columns -> columns)
            .toList();

    private Column(String label, String expression) {
      this(label, expression, List.of());
    }

    private static Column ofTag(String tag) {
      String shown = shown(TagColumn.of(tag).orElseThrow());
      return tag.equals(TagNames.USE_CASE)
          ? new Column(
              tag,
              "CASE WHEN quarantined OR use_case = '' THEN '%s' ELSE use_case END"
                  .formatted(UNATTRIBUTED))
          : new Column(tag, shown);
    }

    private static String shown(String column) {
      return "coalesce(nullif(CAST(%s AS VARCHAR), ''), '%s')".formatted(column, NONE);
    }

    @Override
    public void addTo(Sql sql, ReportRange range) {
      sql.add(expression);
    }

    @Override
    public boolean isByTheHour() {
      return !label.equals(TagNames.USER) && !label.equals(TagNames.SESSION);
    }
  }

  /// A dimension of which some values are kept; all others have none.
  record Folded(Dimension whole, List<String> kept) implements Dimension {
    public Folded {
      kept = List.copyOf(kept);
    }

    @Override
    public String label() {
      return whole.label();
    }

    @Override
    public void requireOfCost() {
      whole.requireOfCost();
    }

    @Override
    public void addTo(Sql sql, ReportRange range) {
      if (kept.isEmpty()) {
        sql.add("CAST(NULL AS VARCHAR)");
        return;
      }
      sql.add("CASE WHEN (");
      whole.addTo(sql, range);
      sql.add(
          ") IN (%s) THEN (".formatted(String.join(", ", Collections.nCopies(kept.size(), "?"))),
          kept.toArray());
      whole.addTo(sql, range);
      sql.add(") END");
    }

    @Override
    public boolean isByTheHour() {
      return whole.isByTheHour();
    }

    @Override
    public boolean isFreeTag() {
      return whole.isFreeTag();
    }
  }

  /// Any tag that Weir gives no meaning to, written `tag:NAME`.
  record FreeTag(String tag) implements Dimension {
    private static final String PREFIX = "tag:";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    public FreeTag {
      if (!NAME.matcher(tag).matches()) {
        throw new IllegalArgumentException(
            "a tag name is 1 to 64 of letters, digits, '_', '.', '-', was '%s'".formatted(tag));
      }
    }

    @Override
    public String label() {
      return PREFIX + tag;
    }

    @Override
    public void addTo(Sql sql, ReportRange range) {
      sql.add("coalesce(tags[?], '" + NONE + "')", tag);
    }

    @Override
    public boolean isByTheHour() {
      return true;
    }

    @Override
    public boolean isFreeTag() {
      return true;
    }
  }

  /// The stretch of local time, in the report's zone, that a call was accepted in.
  enum Bucket implements Dimension {
    /// With its offset: the hour that autumn repeats is two hours.
    HOUR("hour", "%Y-%m-%dT%H:00"),
    DAY("day", "%Y-%m-%d"),
    /// Named by its Monday.
    WEEK("week", "%Y-%m-%d"),
    MONTH("month", "%Y-%m"),
    YEAR("year", "%Y");

    private final String label;
    private final String format;

    Bucket(String label, String format) {
      this.label = label;
      this.format = format;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public void addTo(Sql sql, ReportRange range) {
      sql.add("strftime(date_trunc('" + label + "', accepted_at + to_seconds(");
      range.addOffset(sql, offset -> (long) offset.getTotalSeconds());
      sql.add(")), '" + format + "')");
      if (this == HOUR) {
        sql.add(" || ");
        range.addOffset(sql, Object::toString);
      }
    }

    @Override
    public boolean isByTheHour() {
      return true;
    }
  }
}
