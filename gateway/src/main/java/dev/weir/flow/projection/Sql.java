package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A statement put together from constant fragments, with the values that its question marks stand
/// for. A value never becomes text of the statement.
public final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /// @param fragment a constant of the program
  public Sql add(String fragment, Object... values) {
    text.append(fragment);
    Collections.addAll(this.values, values);
    return this;
  }

  /// Binds what question marks stand for that are in the text already.
  Sql bound(Object... values) {
    return add("", values);
  }

  /// This statement followed by another one's text and values.
  public Sql add(Sql other) {
    return add(other.text(), other.values.toArray());
  }

  public String text() {
    return text.toString();
  }

  /// What a row says.
  @FunctionalInterface
  public interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// Asks for all rows, in their order.
  public <T> List<T> list(Connection connection, Reading<T> reading) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(text())) {
      bind(select);
      List<T> all = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          all.add(reading.of(row));
        }
      }
      return all;
    }
  }

  public void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
