package dev.weir.flow.edge;

import dev.weir.flow.identity.HeaderLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A caller's headers, as identity reads them. Gemini's clients may give their key in the query
/// instead: it counts as their header, and goes no further.
record CallerHeaders(Caller caller) implements HeaderLookup {
  private static final String GOOGLE_KEY = "x-goog-api-key";
  private static final String QUERY_KEY = "key=";

  @Override
  public @Nullable String find(String name) {
    List<String> values = caller.headers().all(name);
    return switch (values.size()) {
      case 0 -> name.equals(GOOGLE_KEY) ? queryKey() : null;
      case 1 -> values.getFirst();
      default -> String.join(",", values);
    };
  }

  private @Nullable String queryKey() {
    for (String pair : caller.query().split("&", -1)) {
      if (pair.startsWith(QUERY_KEY)) {
        return pair.substring(QUERY_KEY.length());
      }
    }
    return null;
  }
}
