package dev.weir.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Options of a command line, taken one by one; what is left at the end is unknown.
final class Arguments {
  private final List<String> left;

  Arguments(List<String> arguments) {
    left = new ArrayList<>(arguments);
  }

  boolean flag(String name) {
    return left.remove(name);
  }

  int number(String name, int usual) {
    return value(name).map(Integer::parseInt).orElse(usual);
  }

  /// `10m`, `30s`, or a number of seconds.
  Duration duration(String name, Duration usual) {
    return value(name)
        .map(text ->
            text.matches("\\d+")
                ? Duration.ofSeconds(Long.parseLong(text))
                : Duration.parse("PT" + text))
        .orElse(usual);
  }

  Optional<Path> path(String name) {
    return value(name).map(text -> Path.of(text).toAbsolutePath().normalize());
  }

  /// Constants of an enum in any case, separated by commas.
  <E extends Enum<E>> List<E> list(String name, Class<E> type, List<E> usual) {
    return value(name)
        .map(text ->
            Arrays.stream(text.split(",", -1))
                .map(each -> Enum.valueOf(type, each.strip().toUpperCase(Locale.ROOT)))
                .toList())
        .orElse(usual);
  }

  private Optional<String> value(String name) {
    int at = left.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == left.size()) {
      throw new IllegalArgumentException("option " + name + " needs a value");
    }
    left.remove(at);
    return Optional.of(left.remove(at));
  }

  /// Refuses what nobody asked for.
  void end() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + left.getFirst());
    }
  }
}
