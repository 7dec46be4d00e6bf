package dev.weir.flow.provider;

import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Operation;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What vendors do that no wire has the shape of, as a file beside this class lists it. Immutable.
public final class Operations {
  private static final String UNLISTED = "unlisted";
  private static final int PATH_LENGTH_MAX = 200;
  private static final int SEGMENTS_MAX = 12;

  private final List<Operation> all;

  private Operations(List<Operation> all) {
    this.all = List.copyOf(all);
  }

  /// Reads the list.
  public static Operations read() {
    return new Operations(OperationsFile.read(Families.bytes("operations.json")));
  }

  public List<Operation> all() {
    return all;
  }

  /// What a request line asks for. Vendors share lines and mean different things by them: the first
  /// that one of the configured families does, else the first.
  ///
  /// @param path exact, without its query
  /// @param configured the names of the configured providers' families
  public Optional<Incoming> find(String method, String path, Set<String> configured) {
    List<Operation> found = all.stream().filter(each -> each.takes(method, path)).toList();
    return found.stream()
        .filter(each -> each.families().stream().anyMatch(configured::contains))
        .findFirst()
        .or(() -> found.stream().findFirst())
        .map(Operation::incoming);
  }

  /// What a request line that nothing here takes asks for, if it can be allowed: by a declared
  /// price for the model that stands for this very line, `op:unlisted/POST/v1/ocr`.
  ///
  /// @param path exact, without its query
  /// @param configured the names of the configured providers' families
  public static Optional<Incoming> unlisted(String method, String path, Set<String> configured) {
    int segments = path.split("/", -1).length - 1;
    boolean brief = path.length() <= PATH_LENGTH_MAX && segments <= SEGMENTS_MAX;
    if (configured.isEmpty() || !method.matches("GET|POST|DELETE") || !brief || segments < 1) {
      return Optional.empty();
    }
    Operation operation =
        new Operation(
            UNLISTED,
            Incoming.dialect(path, false),
            List.of(new Operation.Line(method, "/{}".repeat(segments))),
            configured,
            Wire.OTHER_DECLARED,
            false,
            UsagePaths.NONE,
            Optional.of("nothing is known here of what such a line costs"),
            false,
            Optional.empty());
    String model = operation.model() + "/" + method + path;
    return operation.takes(method, path)
        ? Optional.of(new Incoming(operation.wire(), model, false, Optional.of(operation)))
        : Optional.empty();
  }
}
