package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.acceptance.Application.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A gateway whose providers are replaced again and again holds no more than after the first time.
@Tag("slow")
@Timeout(180)
final class ManyReloadsTest {
  private static final int RELOADS = 100;
  private static final int EVERY = 10;

  /// A third of the reloads would leave about 1,000 kB more if the ways that they replace were kept
  /// for a while; 100 calls to the same provider leave 70 kB.
  private static final long HEAP_KILOBYTES = 400;

  private static final String BODY =
      Application.body(Wire.OPENAI_JSON, "gpt-4o", Application.PROMPT, 20);

  @Test
  void aHundredReloadsLeaveFilesThreadsAndMemoryAsTheyWere() throws IOException {
    try (TalkativeProvider one = TalkativeProvider.start("one");
        TalkativeProvider other = TalkativeProvider.start("other");
        GatewayProcess gateway =
            GatewayProcess.startWith(
                GatewayProcess.temporaryDirectory(),
                "providers: {openai: {family: openai, url: '%s', key: 'env:KEY', keep_alive: 1h}}\n"
                    .formatted(one.url()),
                Map.of("KEY", GatewayProcess.OPENAI_KEY));
        ControlPlane control = gateway.controlPlane()) {
      control.prices(PriceSheet.ofTests());
      String towardsOne = Files.readString(gateway.configFile());
      String towardsOther = towardsOne.replace(one.url(), other.url());
      List<Vitals> samples = new ArrayList<>();
      try (Application application = new Application(gateway.uri(), control.key())) {
        for (int reloads = 1; reloads <= RELOADS; reloads++) {
          boolean toOther = reloads % 2 == 1;
          Files.writeString(gateway.configFile(), toOther ? towardsOther : towardsOne);
          assertThat(control.send("POST", "config/reload", "{}").status()).isEqualTo(200);
          assertThat(application.ask(Wire.OPENAI_JSON, "reloads", BODY).expect(200).text())
              .contains(toOther ? "other" : "one");
          if (reloads % EVERY == 0) {
            samples.add(Vitals.of(gateway, reloads));
          }
        }
      }
      StringBuilder table = new StringBuilder(Vitals.TITLE);
      samples.forEach(sample -> table.append(sample.line()));
      System.out.println(table);
      Vitals.assertFlat(samples, HEAP_KILOBYTES);
    }
  }
}
