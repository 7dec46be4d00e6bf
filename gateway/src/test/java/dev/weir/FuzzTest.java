package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.base.wire.StreamFuzz;
import dev.weir.flow.dialect.RequestFuzz;
import dev.weir.flow.journal.JournalFuzz;
import dev.weir.flow.meter.AnswerFuzz;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What reads bytes of strangers, given bytes nobody thought of. The inputs kept in
/// `src/test/resources/dev/weir/fuzz` are tried in every run: those with a name, and in `*.found` a
/// line in Base64 for each that once reached what no other did. With `--all`, a fuzzer that is
/// guided by the coverage it reaches (Jazzer) starts from them and looks for more,
/// `weir.fuzz.seconds` long (default 600) per target; what it finds is written to `target/fuzz` and
/// belongs to the kept ones.
class FuzzTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root", ".."));
  private static final Path KEPT = ROOT.resolve("gateway/src/test/resources/dev/weir/fuzz");
  private static final String FOUND = ".found";
  private static final Path BREAKING = ROOT.resolve("gateway/target/fuzz");
  private static final int INPUT_BYTES_MAX = 2048;
  private static final int SECONDS_PER_INPUT_MAX = 10;
  private static final int LINES_MAX = 60;
  private static final Pattern DONE = Pattern.compile("Done ([0-9]+) runs");

  /// What is fuzzed.
  enum Target {
    REQUEST(RequestFuzz.class, ":com.fasterxml.jackson.core.json.*"),
    STREAM(StreamFuzz.class, ""),
    ANSWER(AnswerFuzz.class, ""),
    JOURNAL(JournalFuzz.class, "");

    private final Class<?> type;
    private final String alsoGuidedBy;

    Target(Class<?> type, String alsoGuidedBy) {
      this.type = type;
      this.alsoGuidedBy = alsoGuidedBy;
    }

    private void read(byte[] input) {
      switch (this) {
        case REQUEST -> RequestFuzz.fuzzerTestOneInput(input);
        case STREAM -> StreamFuzz.fuzzerTestOneInput(input);
        case ANSWER -> AnswerFuzz.fuzzerTestOneInput(input);
        case JOURNAL -> JournalFuzz.fuzzerTestOneInput(input);
      }
    }

    private Path kept() {
      return KEPT.resolve(name().toLowerCase(Locale.ROOT));
    }

    /// Every kept input, by its name or its line.
    private Map<String, byte[]> inputs() throws IOException {
      Map<String, byte[]> inputs = new TreeMap<>();
      try (Stream<Path> files = Files.list(kept())) {
        for (Path file : files.toList()) {
          inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
      }
      for (String line : Files.readAllLines(kept().resolveSibling(kept().getFileName() + FOUND))) {
        inputs.put(line, Base64.getDecoder().decode(line));
      }
      return inputs;
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKeptInputIsReadAsItMust(Target target) throws IOException {
    Map<String, byte[]> inputs = target.inputs();
    assertThat(inputs).hasSizeGreaterThan(20);
    inputs.forEach((name, input) ->
        assertThatCode(() -> target.read(input)).as(name).doesNotThrowAnyException());
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void theFuzzerFindsNoInputThatIsReadOtherwise(Target target, @TempDir Path corpus)
      throws IOException, InterruptedException {
    Files.createDirectories(BREAKING);
    int number = 0;
    Map<String, byte[]> kept = target.inputs();
    for (byte[] input : kept.values()) {
      Files.write(corpus.resolve("kept-" + number++), input);
    }
    Process fuzzer = new ProcessBuilder(command(target, corpus)).redirectErrorStream(true).start();
    Deque<String> last = new ArrayDeque<>();
    try (BufferedReader out = fuzzer.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.contains("# Uses:")) {
          last.add(line);
        }
        if (last.size() > LINES_MAX) {
          last.removeFirst();
        }
      }
    } finally {
      fuzzer.destroy();
    }
    String said = String.join("\n", last);
    assertThat(fuzzer.waitFor()).as(said).isZero();
    Matcher done = DONE.matcher(said);
    assertThat(done.find()).as(said).isTrue();
    assertThat(Long.parseLong(done.group(1))).as("runs").isGreaterThan(kept.size());
    System.out.println("fuzzed " + target + ": " + done.group() + ", " + coverage(last));
  }

  private static String coverage(Deque<String> lines) {
    return lines.stream().filter(line -> line.contains(" cov: ")).reduce("", (_, next) -> next);
  }

  private static List<String> command(Target target, Path corpus) {
    String seconds = System.getProperty("weir.fuzz.seconds", "600");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // Memory that grows with what an input claims is a finding.
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + target.type.getName(),
        "--instrumentation_includes=dev.weir.**" + target.alsoGuidedBy,
        "--reproducer_path=" + BREAKING,
        "-artifact_prefix=" + BREAKING + "/" + target.name().toLowerCase(Locale.ROOT) + "-",
        "-max_total_time=" + seconds,
        "-timeout=" + SECONDS_PER_INPUT_MAX,
        "-max_len=" + INPUT_BYTES_MAX,
        "-len_control=0",
        "-rss_limit_mb=0",
        "-print_final_stats=1",
        corpus.toString());
  }
}
