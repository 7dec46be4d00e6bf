package dev.weir.exchange.source;

import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A table that was handed out in parts, each with the header. It is one file: nothing of it is
/// read unless all of it is.
///
/// @param name of the whole, for messages; what is wrong in a part names the part
public record BillParts(String name, List<Part> parts) {

  /// @param rows it is said to have, its header not counted: a part that was cut between two lines
  ///   is known by nothing else
  public record Part(BillFile file, Optional<Long> rows) {
    public Part {
      if (file.isJson()) {
        throw new IllegalArgumentException(file.name() + " is JSON, which is no part of a table");
      }
    }

    void requireRows(long has) {
      rows.filter(told -> told != has)
          .ifPresent(told -> {
            throw new IllegalArgumentException(
                "%s has the rows it is said to have, %,d, was %,d"
                    .formatted(file.name(), told, has));
          });
    }
  }

  public BillParts {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(name + " has no part");
    }
  }

  /// All of its text.
  public String text() {
    return parts.stream().map(part -> part.file().text()).collect(Collectors.joining("\n"));
  }

  /// Reads all of it; nothing if there is no row in any part.
  ///
  /// @param asked the form it is said to have
  /// @throws IllegalArgumentException naming part, place, rule and value
  public Optional<Reading> read(Optional<Form> asked) {
    Csv csv = Csv.joined(name, parts);
    return csv.rows().isEmpty() ? Optional.empty() : Optional.of(BillFile.table(csv, asked));
  }
}
