package dev.weir.exchange.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A table that lies beside this room's classes: one line each, cells separated by commas, none of
/// them quoted.
final class Resource {
  private Resource() {}

  /// The lines of a table without its header, split.
  static List<List<String>> lines(String name) {
    try (InputStream in = Resource.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no table " + name + " beside the room");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table " + name, e);
    }
  }
}
