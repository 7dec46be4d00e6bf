package dev.weir.value.review;

import java.util.Optional;
import java.util.function.Function;

/// A figure of a month, or why there is none.
public sealed interface Told<T> {
  record Known<T>(T value) implements Told<T> {}

  /// @param why for people, in the figure's place
  record Unknown<T>(String why) implements Told<T> {
    public Unknown {
      if (why.isBlank()) {
        throw new IllegalArgumentException("a figure that is not known says why, was empty");
      }
    }
  }

  static <T> Told<T> of(T value) {
    return new Known<>(value);
  }

  static <T> Told<T> unknown(String why) {
    return new Unknown<>(why);
  }

  default Optional<T> known() {
    return switch (this) {
      case Known<T> known -> Optional.of(known.value());
      case Unknown<T> _ -> Optional.empty();
    };
  }

  /// Why it is not known; empty where it is.
  default Optional<String> whyNot() {
    return switch (this) {
      case Known<T> _ -> Optional.empty();
      case Unknown<T> unknown -> Optional.of(unknown.why());
    };
  }

  default <U> Told<U> map(Function<T, U> to) {
    return switch (this) {
      case Known<T> known -> new Known<>(to.apply(known.value()));
      case Unknown<T> unknown -> new Unknown<>(unknown.why());
    };
  }
}
