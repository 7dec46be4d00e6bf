package dev.weir.flow.provider;

import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What vendors do that no wire has the shape of, as a file beside this class lists it. Immutable.
public final class Operations {
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
}
