package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is said about metrics elsewhere, held against the real `/metrics`.
@Timeout(60)
class DashboardsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern METRIC = Pattern.compile("weir_[a-z_]+");
  private static final Pattern LABELS =
      Pattern.compile("by \\(([^)]*)\\)|(?<=[{,])([a-z_]+)=~?\\\\?\"|\\{\\{([a-z_]+)}}");

  @Test
  void dashboardsNameMetricsAndLabelsThatExistAndThePageNamesThemAll(@TempDir Path data)
      throws IOException {
    String metrics;
    try (Gateway gateway = new Gateway(data)) {
      gateway.chat(gateway.ready("seen"));
      gateway.own("wk_unknown", "/weir/me");
      gateway.chat("wk_unknown");
      gateway.settle();
      metrics = gateway.control("", "GET", "/metrics", "").text();
    }
    Set<String> names = matches(Pattern.compile("(?m)^# TYPE (weir_[a-z_]+) "), metrics);
    Set<String> labels = matches(Pattern.compile("[{,]([a-z_]+)=\""), metrics);
    assertThat(names).hasSizeGreaterThan(25);
    assertThat(labels).contains("provider", "model", "use_case", "state", "le");

    for (String file : List.of("grafana-weir.json", "prometheus-alerts.yml")) {
      String text = Files.readString(ROOT.resolve("dashboards").resolve(file));
      Set<String> used = new TreeSet<>();
      METRIC
          .matcher(text)
          .results()
          .forEach(found -> used.add(found.group().replaceAll("_(bucket|sum|count)$", "")));
      assertThat(names).as(file).containsAll(used);
      assertThat(used).as(file).hasSizeGreaterThan(5);
      // `kind` stands on refusals and dropped lines, of which there may be none.
      Set<String> known = new TreeSet<>(labels);
      known.add("kind");
      assertThat(known).as(file).containsAll(labelsIn(text));
    }
    String page = Files.readString(ROOT.resolve("docs").resolve("metrics.md"));
    assertThat(names).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    assertThat(names).containsAll(matches(Pattern.compile("`(weir_[a-z_]+)`"), page));
  }

  private static Set<String> matches(Pattern pattern, String text) {
    Set<String> found = new TreeSet<>();
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
    return found;
  }

  private static Set<String> labelsIn(String text) {
    Set<String> labels = new TreeSet<>();
    Matcher matcher = LABELS.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          labels.addAll(List.of(matcher.group(group).split(", *")));
        }
      }
    }
    return labels;
  }
}
