package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `weir demo` as somebody new would run it.
class DemoTest {
  private static final Pattern BOOK = Pattern.compile("provider's own book\\s+(http://\\S+)");
  private static final Pattern CONTROL = Pattern.compile("control plane\\s+(http://\\S+)/api/v1");
  private static final Pattern KEY = Pattern.compile("WEIR_API_KEY=\\$\\(cat (\\S+)\\)");
  private static final Pattern TOTAL = Pattern.compile("(?m)^total [^$]*\\$([0-9.]+)\\s");
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(3);

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void onceEndsByItselfAfterTheTableAndTheStop() {
    try (ChildProcess demo = demo("--once", "--port", Integer.toString(Checkout.freePort()))) {
      assertThat(demo.awaitExit(SHOWN_WITHIN)).as(demo.output()).isZero();

      assertThat(demo.output())
          .contains("support-assistant", "(unattributed)", "marketing-copy had $", "budget_spent")
          .containsPattern(TOTAL)
          .containsPattern("70 %  \\d\\d:\\d\\d:\\d\\d  alert to maria@")
          .containsPattern("90 %  \\d\\d:\\d\\d:\\d\\d  second alert")
          .contains("110 %  hard stop: $");
    }
  }

  @Tag("slow")
  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void itsTotalIsTheReportsAndTheProvidersBooks() throws Exception {
    PriceSheet prices = PriceSheet.ofStarter();
    try (ChildProcess demo = demo("--no-trickle", "--port", Integer.toString(Checkout.freePort()));
        Web web = new Web()) {
      String said =
          Await.value(
              SHOWN_WITHIN, "the demo says how to go on", demo::output, s -> s.contains("Ctrl-C"));
      List<BookRow> book = new ArrayList<>();
      web.get(URI.create(found(BOOK, said) + "/sim/book?limit=20000"), Map.of())
          .expect(200)
          .text()
          .lines()
          .forEach(line -> book.add(BookRow.of(Web.json(line))));
      String key = Files.readString(Path.of(found(KEY, said))).strip();
      BigDecimal reported;
      try (ControlPlane control = new ControlPlane(URI.create(found(CONTROL, said)), key)) {
        reported =
            new BigDecimal(control.report("use_case").path("total").path("cost_usd").asText());
      }

      BigDecimal booked = book.stream().map(prices::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(reported).isEqualByComparingTo(booked);
      assertThat(new BigDecimal(found(TOTAL, said)))
          .isEqualByComparingTo(booked.setScale(4, RoundingMode.HALF_UP));
      assertThat(demo.terminate()).isIn(0, 143);
    }
  }

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void itsProviderEndsWhenTheDemoIsKilled() throws Exception {
    try (ChildProcess demo =
        demo("--no-trickle", "--port", Integer.toString(Checkout.freePort()))) {
      List<ProcessHandle> children =
          Await.value(
              SHOWN_WITHIN, "the demo's own processes", demo::descendants, all -> !all.isEmpty());

      demo.kill();

      for (ProcessHandle child : children) {
        child.onExit().get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static String found(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    assertThat(matcher.find()).as("%s in:%n%s", pattern, said).isTrue();
    return matcher.group(1);
  }

  private static ChildProcess demo(String... options) {
    List<String> args = new ArrayList<>(List.of("demo"));
    args.addAll(List.of(options));
    String simulator =
        Checkout.root().resolve("simulator/target/weir-simulator.jar")
            + ":"
            + Checkout.root().resolve("simulator/target/lib")
            + "/*";
    return ChildProcess.start(
        "demo",
        Checkout.java("gateway", List.of("-Dweir.simulator=" + simulator), "dev.weir.Main", args),
        Map.of());
  }
}
