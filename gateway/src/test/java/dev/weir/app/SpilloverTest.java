package dev.weir.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Gateway.Reply;
import dev.weir.app.config.ConfigFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A provisioned deployment, whose calls cost nothing by themselves, and what it cannot take.
@Timeout(60)
class SpilloverTest {
  private static final String SPILLED = "x-ms-spillover-from-deployment: ours\r\n";

  /// 10 tokens in and 5 out are 0.000075 dollars where they spill over.
  private static final String PRICES =
      """
      {"format":"weir-prices/1","name":"ptu","models":[{"provider":"ptu","id":"gpt-4o",
       "limits":{"input_max":128000,"output_max":16384},
       "prices":[{"meter":"input","usd":"0","per":1000000},
                 {"meter":"input","tier":"spillover","usd":"2.50","per":1000000},
                 {"meter":"output","usd":"0","per":1000000},
                 {"meter":"output","tier":"spillover","usd":"10","per":1000000}]}]}
      """;

  private volatile String header = "";
  private RawProvider provider;
  private Gateway gateway;
  private String key;

  @BeforeEach
  void start(@TempDir Path data) throws Exception {
    provider =
        new RawProvider(connection -> {
          connection.request();
          connection.answer(header, RawProvider.CHAT.getBytes(ISO_8859_1));
        });
    String config =
        """
        providers:
          ptu:
            family: azure
            url: %s
            key: env:TINY_KEY
            ids: {gpt-4o: ours}
            place: {api_version: "2024-10-21"}
        """
            .formatted(provider.url());
    gateway = new Gateway(data, ConfigFile.parse("weir.yaml", config, Map.of()).providers());
    Reply prices = gateway.control("POST", "/api/v1/prices/import?why=test", PRICES);
    assertThat(prices.status()).as(prices.text()).isEqualTo(200);
    key = gateway.key("live");
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    provider.close();
  }

  private BigDecimal cost() {
    gateway.settle();
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    return new BigDecimal(
        gateway
            .get(
                "/api/v1/report?by=model&from=%s&to=%s"
                    .formatted(today.minusDays(1), today.plusDays(2)))
            .json()
            .path("total")
            .path("cost_usd")
            .asText());
  }

  @Test
  void whatSpillsOverIsPaidByTheToken() {
    assertThat(gateway.chat(key).status()).isEqualTo(200);
    assertThat(cost()).as("the hour is paid for").isZero();

    header = SPILLED;
    Reply spilled = gateway.chat(key);

    assertThat(spilled.status()).as(spilled.text()).isEqualTo(200);
    assertThat(cost()).isEqualByComparingTo(Gateway.CALL_COST);
  }
}
