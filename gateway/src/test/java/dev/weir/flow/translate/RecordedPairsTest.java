package dev.weir.flow.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every pair, over all that was recorded of its two wires. `docs/translation.md` has what this
/// counted; with `-Dweir.recordings=write` it is written anew.
class RecordedPairsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", ".."), "docs", "translation.md");
  private static final String BEGIN = "<!-- counted by RecordedPairsTest -->\n";
  private static final String END = "<!-- /counted -->";
  private static final Map<Pair, RequestWalk> REQUESTS = new HashMap<>();
  private static final Map<Pair, AnswerWalk> ANSWERS = new HashMap<>();

  private static RequestWalk requests(Pair pair) throws IOException {
    if (!REQUESTS.containsKey(pair)) {
      REQUESTS.put(pair, RequestWalk.of(pair));
    }
    return REQUESTS.get(pair);
  }

  private static AnswerWalk answers(Pair pair) throws IOException {
    if (!ANSWERS.containsKey(pair)) {
      ANSWERS.put(pair, AnswerWalk.of(pair));
    }
    return ANSWERS.get(pair);
  }

  static List<Pair> pairs() {
    return Pairs.all();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aRequestThatIsTranslatedIsValidAndSaysTheSameThereAndBack(Pair pair) throws IOException {
    assertThat(requests(pair).wrong()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theCallerIsToldWhatWasAnsweredInAFormThatIsValid(Pair pair) throws IOException {
    assertThat(answers(pair).wrong()).isEmpty();
  }

  @Test
  void thePageHasWhatIsCounted() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    String counted = page.substring(0, from) + table() + page.substring(page.indexOf(END));
    if (System.getProperty("weir.recordings", "").equals("write")) {
      Files.writeString(PAGE, counted);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(counted);
  }

  private static String table() throws IOException {
    StringBuilder table =
        new StringBuilder(
            """
            | from | to | requests | translated | and back | refused | answers | streams | unfit \
            | refused for |
            | --- | --- | --: | --: | --: | --: | --: | --: | --: | --- |
            """);
    StringBuilder notBack = new StringBuilder();
    for (Pair pair : Pairs.all()) {
      RequestWalk asked = requests(pair);
      AnswerWalk told = answers(pair);
      table.append("| %s | %s | ".formatted(pair.from().code(), pair.to().code()));
      table.append(
          Stream.of(
                  asked.requests(),
                  asked.translated(),
                  asked.back(),
                  asked.requests() - asked.translated(),
                  told.answers(),
                  told.streams(),
                  told.unfit())
              .map(figure -> figure == 0 ? "" : Integer.toString(figure))
              .collect(Collectors.joining(" | ")));
      String fields =
          asked.refused().entrySet().stream()
              .map(field -> "`%s` %d".formatted(field.getKey(), field.getValue()))
              .collect(Collectors.joining(", "));
      table.append(" | ").append(fields).append(" |\n");
      fields(asked.notBackFor())
          .ifPresent(back ->
              notBack.append(
                  "- %s to %s: %d, for %s\n"
                      .formatted(pair.to().code(), pair.from().code(), asked.notBack(), back)));
    }
    return table + "\nRefused on the way back:\n" + notBack;
  }

  private static Optional<String> fields(Collection<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names.stream().map("`%s`"::formatted).collect(Collectors.joining(", ")));
  }
}
