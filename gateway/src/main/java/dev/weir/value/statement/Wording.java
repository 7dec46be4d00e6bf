package dev.weir.value.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A statement as lower-case words, numbers and marks, in order. Hyphens within words are spaces.
record Wording(List<Token> tokens) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<date>20\\d\\d-\\d\\d(?:-\\d\\d)?)|(?<quarter>q[1-4]\\b)"
              + "|(?<number>[€$£]?\\s?\\d+(?:[.,]\\d+)*\\s?(?:%|[km]\\b)?)"
              + "|(?<word>\\p{L}[\\p{L}\\p{N}'’/&]*)|(?<mark>[.,;:()!?<>≤≥=])");
  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("twelve", "12"),
          Map.entry("fifteen", "15"),
          Map.entry("twenty", "20"),
          Map.entry("thirty", "30"));

  enum Kind {
    WORD,
    NUMBER,
    /// A day, a month of a year, or a quarter.
    DATE,
    MARK
  }

  record Token(Kind kind, String text) {
    boolean is(Kind other) {
      return kind == other;
    }
  }

  private static final Token NOTHING = new Token(Kind.MARK, ".");

  static Wording of(String statement) {
    String text = statement.toLowerCase(Locale.ROOT).replaceAll("(?<=\\p{L})[-–](?=\\p{L})", " ");
    List<Token> tokens = new ArrayList<>();
    TOKEN.matcher(text).results().map(Wording::token).forEach(tokens::add);
    return new Wording(List.copyOf(tokens));
  }

  private static Token token(MatchResult match) {
    String text = match.group().strip();
    if (match.group("date") != null || match.group("quarter") != null) {
      return new Token(Kind.DATE, text);
    }
    if (match.group("number") != null) {
      return new Token(Kind.NUMBER, text);
    }
    if (match.group("mark") != null) {
      return new Token(Kind.MARK, text);
    }
    String number = NUMBERS.get(text);
    return number == null ? new Token(Kind.WORD, text) : new Token(Kind.NUMBER, number);
  }

  int size() {
    return tokens.size();
  }

  /// A mark before the first and behind the last one.
  Token at(int i) {
    return i < 0 || i >= tokens.size() ? NOTHING : tokens.get(i);
  }

  String text(int i) {
    return at(i).text();
  }

  /// Whether a clause begins here.
  boolean begins(int i) {
    return at(i - 1).is(Kind.MARK);
  }

  /// All of it but the marks, one space around each, for phrases to be looked up in.
  String flat() {
    StringBuilder flat = new StringBuilder(" ");
    tokens.stream()
        .filter(token -> !token.is(Kind.MARK))
        .forEach(token -> flat.append(token.text()).append(' '));
    return flat.toString();
  }
}
