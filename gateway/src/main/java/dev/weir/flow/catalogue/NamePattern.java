package dev.weir.flow.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A rule that recognises a model's name. Case matters, as it does to providers.
public sealed interface NamePattern {
  /// The book's own name of the model.
  record Exact(String name) implements NamePattern {}

  /// Another name of the same model at the same prices.
  record Alias(String name) implements NamePattern {}

  /// `name` followed by `-latest` or a date: `-2025-05-14`, `-20250514`, `@20250514`. Never
  /// implied: vendors have sold a dated model at another price than its undated name.
  record Dated(String name) implements NamePattern {}

  record StartsWith(String text) implements NamePattern {}

  record EndsWith(String text) implements NamePattern {}

  record Contains(String text) implements NamePattern {}

  /// Found anywhere in the name, unless anchored.
  record Regex(Pattern pattern) implements NamePattern {
    /// The expression `text`, found at `place`, which a malformed one is reported with.
    public static Regex parse(String text, String place) {
      try {
        return new Regex(Pattern.compile(text));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Regex r && r.pattern.pattern().equals(pattern.pattern());
    }

    @Override
    public int hashCode() {
      return pattern.pattern().hashCode();
    }
  }

  record AnyOf(List<NamePattern> patterns) implements NamePattern {
    public AnyOf {
      patterns = List.copyOf(patterns);
    }
  }

  record AllOf(List<NamePattern> patterns) implements NamePattern {
    public AllOf {
      patterns = List.copyOf(patterns);
    }
  }

  /// A successful match.
  ///
  /// @param rank kind of pattern, higher is more specific
  /// @param letters how many letters of the name the pattern fixed
  /// @param by the pattern in words
  record Hit(int rank, int letters, String by) implements Comparable<Hit> {
    private static final int PREFIX = 4;
    private static final Comparator<Hit> MOST_SPECIFIC =
        Comparator.comparingInt(Hit::rank).thenComparingInt(Hit::letters);

    /// Whether the pattern fixed the name from its beginning, at least as many letters of it.
    public boolean begins(int atLeast) {
      return rank >= PREFIX && letters >= atLeast;
    }

    @Override
    public int compareTo(Hit other) {
      return MOST_SPECIFIC.compare(this, other);
    }
  }

  /// How specifically this pattern recognises `name`: exact, then alias, dated, prefix, suffix,
  /// part, regular expression; among equals the longer text.
  default Optional<Hit> match(String name) {
    return switch (this) {
      case Exact(String own) -> hit(name.equals(own), 7, own, "exact");
      case Alias(String own) -> hit(name.equals(own), 6, own, "alias " + own);
      case Dated(String own) -> hit(isDated(own, name), 5, own, "dated " + own);
      case StartsWith(String text) -> hit(name.startsWith(text), 4, text, "starts_with " + text);
      case EndsWith(String text) -> hit(name.endsWith(text), 3, text, "ends_with " + text);
      case Contains(String text) -> hit(name.contains(text), 2, text, "contains " + text);
      case Regex(Pattern p) -> hit(p.matcher(name).find(), 1, "", "regex " + p.pattern());
      case AnyOf(List<NamePattern> any) ->
          any.stream().flatMap(p -> p.match(name).stream()).max(Comparator.naturalOrder());
      case AllOf(List<NamePattern> all) -> matchAll(all, name);
    };
  }

  /// Whether this can match names that begin with `prefix` by what they begin with, at least that
  /// many letters of it ([Hit#begins]). One that looks for a part anywhere in a name cannot; true
  /// says only that it may.
  default boolean mayBegin(String prefix) {
    return switch (this) {
      case Exact(String own) -> own.startsWith(prefix);
      case Alias(String own) -> own.startsWith(prefix);
      case Dated(String own) -> agree(own, prefix);
      case StartsWith(String text) -> agree(text, prefix);
      case EndsWith _, Contains _, Regex _ -> false;
      case AnyOf(List<NamePattern> any) -> any.stream().anyMatch(p -> p.mayBegin(prefix));
      case AllOf(List<NamePattern> all) -> all.stream().anyMatch(p -> p.mayBegin(prefix));
    };
  }

  private static boolean agree(String text, String prefix) {
    return text.startsWith(prefix) || prefix.startsWith(text);
  }

  private static Optional<Hit> hit(boolean matches, int rank, String text, String by) {
    return matches ? Optional.of(new Hit(rank, text.length(), by)) : Optional.empty();
  }

  private static Optional<Hit> matchAll(List<NamePattern> all, String name) {
    List<Hit> hits = all.stream().flatMap(p -> p.match(name).stream()).toList();
    if (all.isEmpty() || hits.size() < all.size()) {
      return Optional.empty();
    }
    int rank = hits.stream().mapToInt(Hit::rank).max().orElse(0);
    int letters = hits.stream().mapToInt(Hit::letters).sum();
    return Optional.of(
        new Hit(rank, letters, String.join(" and ", hits.stream().map(Hit::by).toList())));
  }

  private static boolean isDated(String own, String name) {
    return name.startsWith(own)
        && DateSuffix.PATTERN.matcher(name).region(own.length(), name.length()).matches();
  }

  /// Holds the compiled expression, as an interface cannot hide a constant.
  final class DateSuffix {
    private static final Pattern PATTERN =
        Pattern.compile("-latest|-\\d{4}-\\d{2}-\\d{2}|[-@]\\d{8}");

    private DateSuffix() {}
  }
}
