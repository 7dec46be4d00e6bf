package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.base.store.Database;
import dev.weir.flow.entry.CallId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks calls up in the ledger database. Blocks; safe for any number of threads.
public final class Calls {
  private static final int PAGE_MAX = 1_000;

  private final Database database;

  public Calls(Database database) {
    this.database = database;
  }

  /// Everything known of a call; empty if the ledger database has never heard of it.
  public Optional<CallRecord> call(CallId id) {
    return database.read(connection -> new CallLookup(connection, id).read());
  }

  /// Calls that have ended or were refused, newest first. Pages that continue one another hold no
  /// call twice, and every call that had ended before the first of them.
  ///
  /// @param filters rows of a call that count; a call without any is not listed
  /// @param withDue also what is due by agreement, without a call
  /// @param before the page begins behind this call
  /// @param limit 1 to 1,000
  public CallPage page(
      ReportRange range,
      List<ReportQuery.Filter> filters,
      boolean withDue,
      Optional<CallId> before,
      int limit) {
    requirePage(limit);
    CallListing listing = new CallListing(range, filters, withDue, before, limit);
    return database.read(listing::read);
  }

  /// Attempts charged their bound because nobody ended them, oldest first, until corrected.
  ///
  /// @param limit 1 to 1,000
  public List<TornAttempt> torn(int limit) {
    requirePage(limit);
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT call_id, attempt, reserved_at, provider, model, cost, key_id
              FROM attempt a
              WHERE kind = 'expired' AND NOT EXISTS (
                SELECT 1 FROM attempt c
                WHERE c.call_id = a.call_id AND c.attempt = a.attempt
                  AND c.kind = 'correction')
              ORDER BY position LIMIT ?
              """)) {
        select.setInt(1, limit);
        return torn(select);
      }
    });
  }

  private static List<TornAttempt> torn(PreparedStatement select) throws SQLException {
    List<TornAttempt> torn = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        torn.add(
            new TornAttempt(
                CallId.parse(row.getString("call_id")),
                row.getInt("attempt"),
                CallLookup.time(row, "reserved_at"),
                row.getString("provider"),
                row.getString("model"),
                Money.usd(row.getBigDecimal("cost")),
                row.getString("key_id")));
      }
    }
    return torn;
  }

  /// The first user of a call for whom this holds.
  public Optional<String> user(Predicate<String> which) {
    return database.read(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT DISTINCT user_id FROM spend WHERE user_id <> ''");
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (which.test(row.getString("user_id"))) {
            return Optional.of(row.getString("user_id"));
          }
        }
        return Optional.empty();
      }
    });
  }

  private static void requirePage(int limit) {
    if (limit < 1 || limit > PAGE_MAX) {
      throw new IllegalArgumentException(
          "a page has 1 to %d lines, was %d".formatted(PAGE_MAX, limit));
    }
  }
}
