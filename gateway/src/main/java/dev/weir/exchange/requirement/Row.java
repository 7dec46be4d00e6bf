package dev.weir.exchange.requirement;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One row, read by names of columns.
///
/// @param places of the columns in `cells`
record Row(Map<String, Place> places, List<Optional<String>> cells) {

  /// Where a column stands, and what the file says of its values.
  record Place(int index, FocusTable.Kind kind) {}

  /// Absent where it is null; a column that is not there is null.
  Optional<String> value(String column) {
    Place place = places.get(column);
    return place == null ? Optional.empty() : cells.get(place.index);
  }

  FocusTable.Kind kind(String column) {
    Place place = places.get(column);
    return place == null ? FocusTable.Kind.UNDECLARED : place.kind;
  }

  /// Its value as a decimal; nothing if it is null or none.
  Optional<BigDecimal> decimal(String column) {
    return value(column).flatMap(Decimals::read);
  }
}
