package dev.weir.view.report;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;

/// What the modules of a prompt cost. Blocks; safe for any number of threads.
public final class ModuleCosts {
  private final Database database;

  /// What one version of a module was in the input of calls.
  ///
  /// @param module its name, or `caller`: what of the input was no module's, of version 0
  /// @param calls that had it
  /// @param tokens in all of them
  /// @param cost its share of what their input was charged; those of a prompt add up to all of it
  public record Line(String module, int version, long calls, long tokens, Total cost) {}

  public ModuleCosts(Database database) {
    this.database = database;
  }

  /// The dearest first; of all calls that asked for a prompt, by whichever label.
  ///
  /// @param asked the prompt's name as calls write it, without a label
  public List<Line> of(String asked, ReportRange range) {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT module, version, count(DISTINCT call_id) AS calls,
                  CAST(sum(tokens) AS BIGINT) AS tokens, sum(m.cost) AS cost
                FROM attempt_module m JOIN booked a USING (position, call_id, attempt)
                WHERE (model_asked = ? OR starts_with(model_asked, ?))
                """,
                asked,
                asked + "@");
    sql.add(" AND ");
    range.addTo(sql);
    sql.add(" GROUP BY module, version ORDER BY cost DESC, module, version");
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql.text())) {
        sql.bind(select);
        List<Line> lines = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            lines.add(
                new Line(
                    row.getString("module"),
                    row.getInt("version"),
                    row.getLong("calls"),
                    row.getLong("tokens"),
                    Total.usd(row.getBigDecimal("cost"))));
          }
        }
        return lines;
      }
    });
  }
}
