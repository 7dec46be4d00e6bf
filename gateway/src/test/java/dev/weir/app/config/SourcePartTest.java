package dev.weir.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.fetch.Vendor;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePartTest {
  private static SourcePart source(String settings) {
    String text = "bills: {sources: {acme: {key: 'env:KEY', %s}}}".formatted(settings);
    SourcePart part = ConfigFile.parse("weir.yaml", text, Map.of()).bills().sources().get("acme");
    assertThat(part).isNotNull();
    return part;
  }

  @Test
  void aBucketAndAContainerAreSourcesByTheirAddresses() {
    SourcePart bucket =
        source(
            "family: aws, url: 'https://b.s3.eu-central-1.amazonaws.com', region: eu-central-1,"
                + " prefix: weir/");
    SourcePart container =
        source("family: azure, url: 'https://a.blob.core.windows.net/c', prefix: exports/");

    assertThat(bucket.family()).isEqualTo(Vendor.AWS);
    assertThat(bucket.region()).isEqualTo("eu-central-1");
    assertThat(bucket.prefix()).isEqualTo("weir/");
    assertThat(container.url()).contains(URI.create("https://a.blob.core.windows.net/c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "family: azure"
            + " | url must be the address of a bucket or container where family is azure",
        "family: aws, url: 'https://b' | region must be the bucket's, as eu-central-1, was ''",
        "family: azure, url: 'https://b/c', region: x"
            + " | region means nothing where family is azure, was 'x'",
        "family: azure, url: 'https://b/c?sv=1&sig=hush'"
            + " | url must end before the '?', a shared access signature is the key",
        "family: azure, url: 'https://b/c', gateway_keys: [k]"
            + " | gateway_keys means nothing where family is azure, was '[k]'",
        "family: azure, url: 'https://b/c', reports: [costs]"
            + " | a report of azure is not chosen, all of its exports are fetched; was 'costs'",
        "family: openai, prefix: weir/ | prefix means nothing where family is openai, was 'weir/'",
        "family: openai, url: 'https://b/v1' | url must end before the reports' own /v1",
      })
  void whatAFamilyDoesNotHaveIsRefused(String settings, String problem) {
    assertThatThrownBy(() -> source(settings))
        .hasMessageContaining(problem)
        .hasMessageNotContaining("hush");
  }
}
