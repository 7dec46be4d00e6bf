package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

/// Every page of the console at an address where it has something to show, as `console-pages.txt`
/// lists them; the gateway's own tests require that none is missing there.
final class ConsolePaths {
  private static final String FILE = "console-pages.txt";

  private ConsolePaths() {}

  /// @param name the same in every run, and another one for each address; fit for a file
  record Named(String name, String path) {
    static Named of(Stage stage, String line) {
      String name = line.substring(1).replaceAll("%[0-9A-F]{2}|[^A-Za-z0-9_]+", "-");
      return new Named(name.replaceAll("-+$", ""), path(stage, line));
    }

    /// With the ids that the gateway made.
    private static String path(Stage stage, String line) {
      int from = line.indexOf('{');
      return from < 0 ? line : line.substring(0, from) + id(stage, line.substring(from));
    }

    private static String id(Stage stage, String of) {
      return switch (of) {
        case "{month}" -> YearMonth.now(ZoneOffset.UTC).minusMonths(1).toString();
        case "{call}" -> first(stage, "calls?limit=1", "/calls/0/id");
        case "{key}" -> first(stage, "keys", "/keys/0/id");
        case "{operator}" -> first(stage, "operators", "/operators/0/id");
        default -> throw new AssertionError(FILE + " has '" + of + "'");
      };
    }

    private static String first(Stage stage, String path, String id) {
      String found = stage.control().send("GET", path, "").json().at(id).asText();
      assertThat(found).as(path).isNotEmpty();
      return found;
    }
  }

  static List<Named> of(Stage stage) {
    List<Named> all = lines().stream().map(line -> Named.of(stage, line)).toList();
    assertThat(all).extracting(Named::name).doesNotHaveDuplicates();
    return all;
  }

  private static List<String> lines() {
    try (InputStream file = ConsolePaths.class.getResourceAsStream(FILE)) {
      return new String(Objects.requireNonNull(file, FILE).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
