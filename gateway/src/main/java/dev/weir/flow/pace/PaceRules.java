package dev.weir.flow.pace;

import java.time.Duration;
import java.util.List;

/// How fast one provider is asked.
///
/// @param learn whether what its answers say of its limits counts
/// @param waitMax how long a call waits for room
/// @param waitingMax how many calls wait at one gate
/// @param limits the first that names a model is the model's; models of one limit share it
public record PaceRules(boolean learn, Duration waitMax, int waitingMax, List<Limit> limits) {
  public PaceRules {
    limits = List.copyOf(limits);
  }

  /// What may go to some models together.
  ///
  /// @param models names, exact or ending in `*`; empty = all
  /// @param requestsPerMinute 0 = no limit, as with the other two
  /// @param tokensPerMinute input and output together
  /// @param concurrency calls at the same time
  public record Limit(
      List<String> models, long requestsPerMinute, long tokensPerMinute, int concurrency) {
    static final Limit NONE = new Limit(List.of(), 0, 0, 0);

    public Limit {
      models = List.copyOf(models);
      if (requestsPerMinute < 0 || tokensPerMinute < 0 || concurrency < 0) {
        throw new IllegalArgumentException(
            "limits are not negative, were %d requests, %d tokens, %d at once"
                .formatted(requestsPerMinute, tokensPerMinute, concurrency));
      }
    }

    boolean isOf(String model) {
      return models.isEmpty() || models.stream().anyMatch(pattern -> matches(pattern, model));
    }

    private static boolean matches(String pattern, String model) {
      return pattern.endsWith("*")
          ? model.startsWith(pattern.substring(0, pattern.length() - 1))
          : model.equals(pattern);
    }
  }

  boolean paces() {
    return learn || !limits.isEmpty();
  }
}
