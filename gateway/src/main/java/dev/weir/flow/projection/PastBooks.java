package dev.weir.flow.projection;

import dev.weir.base.store.StoreFailure;
import dev.weir.flow.price.PriceBook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The versions of the price book that charges name. Remembers some of them; owned by one thread.
final class PastBooks {
  private static final int REMEMBERED_MAX = 8;

  private final Map<String, PriceBook> remembered =
      new LinkedHashMap<>(REMEMBERED_MAX, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PriceBook> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /// A version that was in force before the entries to come; empty if the journal has none that
  /// this release can read.
  Optional<PriceBook> find(Connection connection, String version) {
    PriceBook known = remembered.get(version);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Optional<PriceBook> found = content(connection, version).map(PriceBook::parse);
      found.ifPresent(book -> remembered.put(version, book));
      return found;
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    } catch (SQLException e) {
      throw new StoreFailure("cannot read price book " + version, e);
    }
  }

  private static Optional<String> content(Connection connection, String version)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT content FROM book WHERE kind = 'prices' AND version = ? LIMIT 1")) {
      select.setString(1, version);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
      }
    }
  }
}
