package dev.weir.value.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// How often the lint is right, over statements that people wrote and judged. The unseen half was
/// written after the rules and has changed none of them.
class LintCorpusTest {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("weir.root", ".."),
          "gateway/src/test/resources/dev/weir/value/statement");
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", ".."), "docs/use-cases.md");
  private static final List<String> VERSIONS =
      List.of("corpus-1.tsv", "corpus-2.tsv", "corpus-3.tsv");

  /// @param lacks as a person judged it
  /// @param found as the lint does
  private record Judged(boolean unseen, Set<String> lacks, Set<String> found, String statement) {
    static Judged of(String line) {
      String[] cells = line.split("\t", -1);
      Set<String> lacks =
          cells[1].equals("-")
              ? new TreeSet<>()
              : new TreeSet<>(Arrays.asList(cells[1].split(",")));
      Set<String> found =
          Lint.of(cells[2]).findings().stream()
              .map(finding -> finding.rule().name())
              .collect(Collectors.toCollection(TreeSet::new));
      return new Judged(cells[0].equals("unseen"), lacks, found, cells[2]);
    }
  }

  /// Of what is found, how much is so; of what is so, how much is found.
  private record Rates(int right, int found, int there) {
    static Rates of(List<Judged> corpus, Predicate<Set<String>> has) {
      int right = 0;
      int found = 0;
      int there = 0;
      for (Judged each : corpus) {
        found += has.test(each.found) ? 1 : 0;
        there += has.test(each.lacks) ? 1 : 0;
        right += has.test(each.found) && has.test(each.lacks) ? 1 : 0;
      }
      return new Rates(right, found, there);
    }

    double precision() {
      return (double) right / found;
    }

    double recall() {
      return (double) right / there;
    }

    String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %d | %.2f | %.2f |",
          name,
          there,
          found,
          right,
          precision(),
          recall());
    }
  }

  private static List<Judged> corpus(boolean unseen) throws IOException {
    List<Judged> corpus = new ArrayList<>();
    for (String version : VERSIONS) {
      Files.readAllLines(FOLDER.resolve(version)).stream()
          .skip(1)
          .map(Judged::of)
          .filter(each -> each.unseen == unseen)
          .forEach(corpus::add);
    }
    return corpus;
  }

  private static List<String> table(boolean unseen) throws IOException {
    List<Judged> corpus = corpus(unseen);
    List<String> rows = new ArrayList<>();
    rows.add(Rates.of(corpus, rules -> !rules.isEmpty()).row("blocked at all"));
    for (Finding.Rule rule : Finding.Rule.values()) {
      rows.add(Rates.of(corpus, rules -> rules.contains(rule.name())).row(rule.code()));
    }
    return rows;
  }

  @Test
  void theCorpusIsLargeAndHasBothKinds() throws IOException {
    for (boolean unseen : List.of(true, false)) {
      List<Judged> corpus = corpus(unseen);
      assertThat(corpus).hasSizeGreaterThanOrEqualTo(60);
      assertThat(corpus.stream().filter(each -> each.lacks.isEmpty())).hasSizeGreaterThan(20);
      assertThat(corpus).extracting(Judged::statement).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatThePageSaysOfThePrecisionAndRecallIsWhatIsMeasured() throws IOException {
    String unseen = String.join("\n", table(true));
    String seen = String.join("\n", table(false));
    Path renewed = Path.of("target", "lint-rates.md");
    Files.writeString(renewed, unseen + "\n\n" + seen + "\n");

    assertThat(Files.readString(PAGE))
        .as("the tables of docs/use-cases.md; as they are now: gateway/" + renewed)
        .contains(unseen)
        .contains(seen);
  }

  @Test
  void itIsRightMoreOftenThanNotOnStatementsItsRulesHaveNotSeen() throws IOException {
    Rates blocked = Rates.of(corpus(true), rules -> !rules.isEmpty());

    assertThat(blocked.precision()).isGreaterThanOrEqualTo(0.85);
    assertThat(blocked.recall()).isGreaterThanOrEqualTo(0.85);
  }
}
