package dev.weir.value.statement;

import dev.weir.value.statement.Vocabulary.Section;
import dev.weir.value.statement.Wording.Kind;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a statement is about: what is done, of what, by whom.
final class Subject {
  private static final Set<String> BEFORE_GERUNDS =
      Set.of("by", "of", "for", "in", "when", "while", "from", "on", "with", "and", "or", "start");
  private static final Set<String> BEFORE_PARTICIPLES =
      Set.of("is", "are", "be", "been", "being", "gets", "get", "automatically", "not");
  private static final Set<String> BEFORE_THIRD_PERSONS =
      Set.of("ai", "assistant", "agent", "bot", "copilot", "model", "llm", "it", "that", "which");
  private static final Set<String> HELPS =
      Set.of("help", "helps", "let", "lets", "have", "enable", "enables", "assist", "assists");
  private static final Set<String> NARROWING =
      Set.of(
          "in", "of", "at", "who", "whose", "with", "from", "on", "under", "about", "without",
          "that");
  private static final Set<String> SINGLE = Set.of("each", "every", "per", "incoming", "inbound");

  private static final int HELPED_WITHIN = 8;
  private static final int PLURAL_MIN = 4;

  private final Wording wording;
  private final Vocabulary vocabulary;

  Subject(Wording wording, Vocabulary vocabulary) {
    this.wording = wording;
    this.vocabulary = vocabulary;
  }

  /// The verbs of what is done, as in a dictionary.
  SortedSet<String> tasks() {
    TreeSet<String> tasks = new TreeSet<>();
    for (int i = 0; i < wording.size(); i++) {
      String verb = vocabulary.verb(wording.text(i));
      if (!verb.isEmpty() && (!vocabulary.has(Section.TASKS_OR_NOUNS, verb) || isVerb(i, verb))) {
        tasks.add(verb);
      }
    }
    return tasks;
  }

  /// Whether a word that may be a noun too stands where a verb stands.
  private boolean isVerb(int i, String verb) {
    String word = wording.text(i);
    String before = wording.text(i - 1);
    if (word.endsWith("ing")) {
      return wording.begins(i) || BEFORE_GERUNDS.contains(before);
    }
    if (word.endsWith("ed") && !word.equals(verb)) {
      return BEFORE_PARTICIPLES.contains(before);
    }
    if (!word.equals(verb)) {
      return i == 0
          || BEFORE_THIRD_PERSONS.contains(before)
          || (before.equals("and") && vocabulary.verb(wording.text(0)).length() > 0);
    }
    return wording.begins(i) || vocabulary.has(Section.LEADS, before) || isHelped(i);
  }

  /// 'Help nurses draft': somebody is helped within the same clause, a few words before.
  private boolean isHelped(int i) {
    for (int back = i - 1; back > i - HELPED_WITHIN && !wording.at(back).is(Kind.MARK); back--) {
      if (HELPS.contains(wording.text(back))) {
        return back < i - 1;
      }
    }
    return false;
  }

  boolean hasPopulation() {
    for (int i = 0; i < wording.size(); i++) {
      String word = wording.text(i);
      if (vocabulary.has(Section.POPULATIONS, word)
          || isPlural(word)
          || (vocabulary.has(Section.GENERIC, word) && isNarrowed(i))
          || (SINGLE.contains(wording.text(i - 1))
              && vocabulary.has(Section.POPULATIONS, word + "s"))) {
        return true;
      }
    }
    return false;
  }

  /// A plural that is of something: 'rulings'; not 'results', not 'summarises'.
  private boolean isPlural(String word) {
    return word.length() >= PLURAL_MIN
        && word.matches(".*[^suia']s")
        && vocabulary.verb(word).isEmpty()
        && !vocabulary.has(Section.EMPTY, word)
        && !vocabulary.has(Section.GENERIC, word)
        && !vocabulary.has(Section.FILLERS, word)
        && !vocabulary.has(Section.METRICS, word)
        && !vocabulary.has(Section.UNITS, word);
  }

  /// 'Business customers', 'customers in Spain'; not 'our customers'.
  private boolean isNarrowed(int i) {
    String before = wording.text(i - 1);
    boolean isDescribed =
        wording.at(i - 1).is(Kind.WORD)
            && !vocabulary.has(Section.FILLERS, before)
            && !vocabulary.has(Section.GENERIC, before)
            && vocabulary.verb(before).isEmpty();
    boolean isFigure =
        wording.at(i + 2).is(Kind.NUMBER)
            || vocabulary.has(Section.COMPARATORS, wording.text(i + 2));
    return isDescribed || (NARROWING.contains(wording.text(i + 1)) && !isFigure);
  }

  /// Parts of an organisation that it names.
  SortedSet<String> departments() {
    TreeSet<String> departments = new TreeSet<>();
    wording.tokens().stream()
        .map(Wording.Token::text)
        .filter(word -> vocabulary.has(Section.DEPARTMENTS, word))
        .forEach(departments::add);
    return departments;
  }
}
