package dev.weir.value.statement;

import dev.weir.value.statement.Finding.Rule;
import dev.weir.value.statement.Vocabulary.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// A statement and what it lacks.
///
/// @param findings in the order of [Finding.Rule]
/// @param split narrower statements to write instead; none where it is narrow enough
public record Lint(List<Finding> findings, List<String> split) {
  public static final int STATEMENT_MAX = 2_000;

  private static final Vocabulary WORDS = Vocabulary.english();
  private static final int TASKS_MAX = 3;
  private static final int DEPARTMENTS_MAX = 2;
  private static final int SPLIT_MAX = 9;

  public Lint {
    findings = List.copyOf(findings);
    split = List.copyOf(split);
  }

  /// @throws IllegalArgumentException if it is empty or longer than [#STATEMENT_MAX]
  public static Lint of(String statement) {
    if (statement.isBlank() || statement.length() > STATEMENT_MAX) {
      throw new IllegalArgumentException(
          "field 'statement' has 1 to %d characters, was %d"
              .formatted(STATEMENT_MAX, statement.strip().length()));
    }
    Wording wording = Wording.of(statement);
    Subject subject = new Subject(wording, WORDS);
    Figures figures = new Figures(wording, WORDS);
    SortedSet<String> tasks = subject.tasks();
    List<Finding> findings = new ArrayList<>();
    add(findings, !tasks.isEmpty(), Rule.TASK);
    add(findings, subject.hasPopulation(), Rule.POPULATION);
    add(findings, isMeasured(wording) || figures.hasUnit(), Rule.METRIC);
    add(findings, figures.hasTarget(), Rule.TARGET);
    add(findings, figures.hasTime(), Rule.TIME);
    Optional<Finding> tooBroad = breadth(wording, subject);
    tooBroad.ifPresent(findings::add);
    return new Lint(findings, tooBroad.isPresent() ? split(subject) : List.of());
  }

  /// Whether a rule is kept.
  public boolean keeps(Rule rule) {
    return findings.stream().noneMatch(finding -> finding.rule() == rule);
  }

  private static void add(List<Finding> findings, boolean isKept, Rule rule) {
    if (!isKept) {
      findings.add(rule.lacking());
    }
  }

  private static boolean isMeasured(Wording wording) {
    String flat = wording.flat().replace(" real time ", " ");
    return WORDS.of(Section.METRICS).stream().anyMatch(phrase -> flat.contains(" " + phrase + " "));
  }

  private static Optional<Finding> breadth(Wording wording, Subject subject) {
    String flat = wording.flat();
    Optional<String> phrase =
        WORDS.of(Section.BROAD).stream()
            .sorted()
            .filter(each -> flat.contains(" " + each + " "))
            .findFirst();
    if (phrase.isPresent()) {
      return phrase.map(Rule.BREADTH::seen);
    }
    if (subject.departments().size() > DEPARTMENTS_MAX) {
      return Optional.of(Rule.BREADTH.seen(String.join(", ", subject.departments())));
    }
    return subject.tasks().size() > TASKS_MAX
        ? Optional.of(Rule.BREADTH.seen(String.join(", ", subject.tasks())))
        : Optional.empty();
  }

  /// Each task for each department that it names, or the way to find the first one.
  private static List<String> split(Subject subject) {
    List<String> departments = new ArrayList<>(subject.departments());
    List<String> split = new ArrayList<>();
    for (String task : subject.tasks()) {
      if (departments.isEmpty()) {
        split.add("%s: one kind of work of the one team that does most of it".formatted(task));
      }
      departments.forEach(department -> split.add("%s, for %s alone".formatted(task, department)));
    }
    if (split.isEmpty()) {
      departments.forEach(department -> split.add("one task of %s".formatted(department)));
    }
    if (split.isEmpty()) {
      split.add("one task of the one team that does it most often, with its own metric and date");
    }
    return split.subList(0, Math.min(SPLIT_MAX, split.size()));
  }
}
