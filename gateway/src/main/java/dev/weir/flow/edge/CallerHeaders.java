package dev.weir.flow.edge;

import dev.weir.flow.identity.HeaderLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A caller's headers, as identity reads them.
record CallerHeaders(Caller caller) implements HeaderLookup {
  @Override
  public @Nullable String find(String name) {
    List<String> values = caller.headers().all(name);
    return switch (values.size()) {
      case 0 -> null;
      case 1 -> values.getFirst();
      default -> String.join(",", values);
    };
  }
}
