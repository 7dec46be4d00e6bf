package dev.weir.value.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The words a lint goes by, from a file of sections: `[tasks]`, then words or phrases, one a line
/// or several between commas. Immutable.
final class Vocabulary {
  private static final String FILE = "words.txt";

  /// What the words of a section are to the lint.
  enum Section {
    /// Verbs of work that can be seen done, which are nothing but verbs.
    TASKS,
    /// The same, which may be nouns too: 'draft', 'review'.
    TASKS_OR_NOUNS,
    /// After one of these a word is a verb.
    LEADS,
    /// Things and people that can be counted; most other plurals can too.
    POPULATIONS,
    /// The same, which say too little alone: 'customers', 'documents'.
    GENERIC,
    /// Plurals, or what looks like one, that can be counted of nothing in particular.
    EMPTY,
    /// Words that narrow nothing down: 'all', 'our'.
    FILLERS,
    METRICS,
    /// Before a number: 'below', 'at least'.
    COMPARATORS,
    /// Words that are a target without a number: 'halve'.
    GOALS,
    /// Units that make a number a measure.
    UNITS,
    DEPARTMENTS,
    BROAD
  }

  private final Map<Section, Set<String>> words;

  /// The verb's base by each of its forms.
  private final Map<String, String> verbs = new HashMap<>();

  private Vocabulary(Map<Section, Set<String>> words) {
    this.words = words;
    for (Section section : List.of(Section.TASKS, Section.TASKS_OR_NOUNS)) {
      words
          .getOrDefault(section, Set.of())
          .forEach(verb -> forms(verb).forEach(form -> verbs.putIfAbsent(form, verb)));
    }
  }

  /// The one that lies beside the room.
  static Vocabulary english() {
    try (InputStream in = Vocabulary.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + FILE + " beside the room");
      }
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  static Vocabulary read(String text) {
    Map<Section, Set<String>> words = new EnumMap<>(Section.class);
    Set<String> open = new HashSet<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        String name = line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT);
        open = words.computeIfAbsent(Section.valueOf(name), _ -> new HashSet<>());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        for (String word : line.split(",", -1)) {
          open.add(word.strip());
        }
      }
    }
    return new Vocabulary(words);
  }

  boolean has(Section section, String word) {
    return of(section).contains(word);
  }

  Set<String> of(Section section) {
    return words.getOrDefault(section, Set.of());
  }

  /// The verb that a word is a form of; '' if it is none.
  String verb(String word) {
    return verbs.getOrDefault(word, "");
  }

  /// Every spelling that may be a form of a regular verb, some of which no one writes.
  private static List<String> forms(String verb) {
    List<String> forms = new ArrayList<>();
    for (String base : List.of(verb, verb.replaceAll("ise$", "ize"))) {
      String stem = base.replaceAll("e$", "");
      String last = base.substring(base.length() - 1);
      forms.addAll(List.of(base, base + "s", base + "es", stem + "ed", stem + "ing"));
      forms.addAll(List.of(base + last + "ed", base + last + "ing"));
      forms.addAll(List.of(base.replaceAll("y$", "ies"), base.replaceAll("y$", "ied")));
    }
    return forms;
  }
}
