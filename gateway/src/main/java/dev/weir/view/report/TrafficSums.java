package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came through the gateway within a short time: by model, by name asked for, by minute.
/// Blocks; safe for any number of threads.
public final class TrafficSums {
  private static final long MINUTE_MILLIS = 60_000;

  private static final String ENDED =
      """
      WITH seen AS (
        SELECT provider, model, model_asked, (epoch_ms(accepted_at) - ?) // ? AS minute,
          CASE WHEN attempt = 1 THEN counts ELSE 0 END AS calls, counts AS attempts, 0 AS refusals,
          CASE WHEN status = 429 THEN counts ELSE 0 END AS limited,
          CASE WHEN ending IN ('provider_error', 'cut', 'timed_out', 'not_sent')
            THEN counts ELSE 0 END AS failed,
          CASE WHEN starts_with(cause, 'fallback') THEN counts ELSE 0 END AS failovers,
          CASE WHEN cause = 'retry' THEN counts ELSE 0 END AS retries,
          input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens
            + output_tokens + reasoning_tokens AS tokens,
          cost
        FROM booked WHERE origin = '' AND kind <> 'due' AND
      """;

  private static final String REFUSED =
      """
       UNION ALL
        SELECT '', '', model_asked, (epoch_ms(accepted_at) - ?) // ?,
          0, 0, 1, 0, 0, 0, 0, 0, 0
        FROM refusal WHERE
      """;

  private static final String SUMS =
      """
      )
      SELECT provider, model, model_asked, minute,
        grouping(provider) = 0 AS of_model, grouping(model_asked) = 0 AS of_name,
        grouping(minute) = 0 AS of_minute,
        coalesce(sum(calls), 0) AS calls, coalesce(sum(attempts), 0) AS attempts,
        coalesce(sum(refusals), 0) AS refusals, coalesce(sum(limited), 0) AS limited,
        coalesce(sum(failed), 0) AS failed, coalesce(sum(failovers), 0) AS failovers,
        coalesce(sum(retries), 0) AS retries, coalesce(sum(tokens), 0) AS tokens,
        coalesce(sum(cost), 0) AS cost
      FROM seen
      GROUP BY GROUPING SETS ((provider, model), (model_asked), (minute), ())
      ORDER BY attempts DESC, refusals DESC, provider, model, model_asked
      """;

  private final Database database;

  public TrafficSums(Database database) {
    this.database = database;
  }

  /// @param attempts requests to providers that have ended
  /// @param refusals calls that were not admitted
  /// @param limited attempts that the provider answered with 429
  /// @param failed attempts that ended by an error, a cut or a deadline, or were never sent
  /// @param failovers attempts at another target, after one that failed
  /// @param retries attempts at the same target again
  public record Load(
      long calls,
      long attempts,
      long refusals,
      long limited,
      long failed,
      long failovers,
      long retries,
      long tokens,
      BigDecimal usd) {
    /// Of a minute in which nothing came.
    public static final Load NOTHING = new Load(0, 0, 0, 0, 0, 0, 0, 0, BigDecimal.ZERO);
  }

  /// A model as a provider was asked for it.
  public record Asked(String provider, String model) {}

  /// @param models the busiest first, as `names`
  /// @param names as callers asked; refused calls are in these, and in no model
  /// @param minutes by their number from the first, where anything came
  public record Traffic(
      Load total,
      Map<Asked, Load> models,
      Map<String, Load> names,
      SortedMap<Long, Load> minutes) {}

  /// What was accepted within the range.
  ///
  /// @param filters over tags alone
  public Traffic of(ReportRange range, List<ReportQuery.Filter> filters) {
    long from = range.from().toEpochMilli();
    Sql sql = new Sql().add(ENDED, from, MINUTE_MILLIS);
    condition(sql, range, filters);
    sql.add(REFUSED, from, MINUTE_MILLIS);
    condition(sql, range, filters);
    sql.add(SUMS);
    Gathering gathering = new Gathering();
    database.read(connection -> sql.list(connection, row -> Line.of(row))).forEach(gathering::take);
    return gathering.traffic();
  }

  private static void condition(Sql sql, ReportRange range, List<ReportQuery.Filter> filters) {
    range.addTo(sql);
    for (ReportQuery.Filter filter : filters) {
      sql.add(" AND ");
      filter.addTo(sql, range);
    }
  }

  /// A row, and which of the groups it is of.
  private record Line(
      boolean ofModel,
      boolean ofName,
      boolean ofMinute,
      Asked asked,
      String name,
      long minute,
      Load load) {
    static Line of(ResultSet row) throws SQLException {
      boolean ofModel = row.getBoolean("of_model");
      boolean ofName = row.getBoolean("of_name");
      return new Line(
          ofModel,
          ofName,
          row.getBoolean("of_minute"),
          ofModel ? new Asked(row.getString("provider"), row.getString("model")) : NOBODY,
          ofName ? row.getString("model_asked") : "",
          row.getLong("minute"),
          load(row));
    }

    private static final Asked NOBODY = new Asked("", "");

    private static Load load(ResultSet row) throws SQLException {
      return new Load(
          row.getLong("calls"),
          row.getLong("attempts"),
          row.getLong("refusals"),
          row.getLong("limited"),
          row.getLong("failed"),
          row.getLong("failovers"),
          row.getLong("retries"),
          row.getLong("tokens"),
          row.getBigDecimal("cost"));
    }
  }

  /// Rows put where they belong. Used by one thread.
  private static final class Gathering {
    private Load total = Load.NOTHING;
    private final Map<Asked, Load> models = new LinkedHashMap<>();
    private final Map<String, Load> names = new LinkedHashMap<>();
    private final SortedMap<Long, Load> minutes = new TreeMap<>();

    void take(Line line) {
      if (line.ofModel) {
        if (!line.asked.provider().isEmpty()) {
          models.put(line.asked, line.load);
        }
      } else if (line.ofName) {
        names.put(line.name, line.load);
      } else if (line.ofMinute) {
        minutes.put(line.minute, line.load);
      } else {
        total = line.load;
      }
    }

    Traffic traffic() {
      return new Traffic(total, models, names, minutes);
    }
  }
}
