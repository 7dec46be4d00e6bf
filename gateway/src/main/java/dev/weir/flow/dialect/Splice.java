package dev.weir.flow.dialect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A change Weir may make to a caller's body. The list is closed: every other byte is forwarded as
/// it came.
public sealed interface Splice {

  /// How the splice is recorded on the attempt.
  String note();

  /// Asks for another model than the caller named: an alias's target, or a substitute.
  record Model(String model) implements Splice {
    @Override
    public String note() {
      return "model=" + model;
    }
  }

  /// Limits the answer.
  ///
  /// @param tokens most output tokens of one choice
  /// @param former whether a chat must say it as `max_tokens`, whatever else it says: there are
  ///   servers that pass over the newer name
  record MaxTokens(long tokens, boolean former) implements Splice {
    /// A limit as the wire's own vendor wants it.
    public MaxTokens(long tokens) {
      this(tokens, false);
    }

    @Override
    public String note() {
      return "max_tokens=" + tokens;
    }
  }

  /// Asks an OpenAI stream to report its usage. What that adds to the answer is taken out again by
  /// [AnswerEdit].
  record UsageRequest() implements Splice {
    @Override
    public String note() {
      return "include_usage";
    }
  }

  /// Gives the body the members that a vendor wants for a wire of another vendor's.
  ///
  /// @param without members it does not take
  /// @param with members it wants instead or besides, each a JSON value by its name
  record Guise(Set<String> without, Map<String, String> with) implements Splice {
    public Guise {
      without = Set.copyOf(without);
      with = Collections.unmodifiableMap(new LinkedHashMap<>(with));
    }

    @Override
    public String note() {
      return "guise";
    }

    /// Whether the caller's member of this name stays.
    boolean keeps(String name) {
      return !without.contains(name) && !with.containsKey(name);
    }
  }
}
