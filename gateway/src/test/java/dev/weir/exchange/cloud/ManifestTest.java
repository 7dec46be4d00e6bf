package dev.weir.exchange.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.bill.Form;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
  private static final Map<String, Stored> LISTED =
      Stream.of("a.csv", "weir/a.csv", "r/a.csv")
          .collect(Collectors.toMap(key -> key, ManifestTest::object));

  private static Stored object(String key) {
    return new Stored(key, "tag", Instant.EPOCH, 1);
  }

  private static Manifest read(String text) {
    return Manifest.read("m.json", text);
  }

  @Test
  void theManifestOfAwsNamesItsFiles() {
    Manifest manifest =
        read(
            """
            {"executionId": "e", "dataFiles": ["s3://bucket/weir/data/cur-00001.csv.gz",
              "s3://bucket/weir/data/cur-00002.csv.gz"], "columns": []}
            """);

    assertThat(manifest.form()).isEmpty();
    assertThat(manifest.parts())
        .extracting(Manifest.Part::name)
        .containsExactly(
            "s3://bucket/weir/data/cur-00001.csv.gz", "s3://bucket/weir/data/cur-00002.csv.gz");
  }

  @Test
  void theManifestOfAzureNamesItsBlobsWithTheirRows() {
    Manifest manifest =
        read(
            """
            {"manifestVersion": "2024-04-01", "blobCount": 1, "exportConfig":
              {"exportName": "actual", "type": "AmortizedCost"},
             "blobs": [{"blobName": "exports/part_0_0001.csv", "byteCount": 16, "dataRowCount": 3}]}
            """);

    assertThat(manifest.form()).contains(Form.AZURE_AMORTIZED);
    assertThat(manifest.parts())
        .containsExactly(new Manifest.Part("exports/part_0_0001.csv", Optional.of(3L)));
  }

  @Test
  void aPartIsTheObjectWithTheLongestKeyThatItsNameEndsWith() {
    Manifest manifest =
        read("{\"dataFiles\": [\"s3://bucket/weir/a.csv\", \"r/a.csv\", \"s3://bucket/a.csv\"]}");

    assertThat(manifest.objects("m.json", LISTED))
        .extracting(Stored::key)
        .containsExactly("weir/a.csv", "r/a.csv", "a.csv");
  }

  @Test
  void aPartThatIsNotThereOrThereTwiceIsNamed() {
    assertThatThrownBy(
            () -> read("{\"dataFiles\": [\"s3://bucket/b.csv\"]}").objects("m.json", LISTED))
        .hasMessage("m.json names s3://bucket/b.csv, which is not there");
    assertThatThrownBy(() ->
            read("{\"dataFiles\": [\"a.csv\", \"s3://bucket/a.csv\"]}").objects("m.json", LISTED))
        .hasMessage("m.json names each of its parts once, was twice s3://bucket/a.csv");
  }

  @Test
  void whatIsWrongIsShownOnOneLineAndNotEndlessly() {
    assertThatThrownBy(() ->
            read("{\"dataFiles\": [\"%s\"]}".formatted("\\n\u2028" + "x".repeat(100_000)))
                .objects("m.json", LISTED))
        .hasMessage("m.json names ??%s…, which is not there".formatted("x".repeat(297)));
    assertThatThrownBy(() -> read("{\"dataFiles\": [[\"%s\"]]}".formatted("x".repeat(100_000))))
        .hasMessage(
            "m.json names each of its parts by a text, was '[\"%s…'".formatted("x".repeat(297)));
    assertThat(Shown.of("ab\uD83D\uDE00cd", 4)).isEqualTo("ab…");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"dataFiles\": [ | m.json is not whole JSON, line 1",
        "{} | m.json is a manifest that names its parts in an array, 'dataFiles' or 'blobs'",
        "{\"dataFiles\": [7]} | m.json names each of its parts by a text, was '7'",
        "{\"blobs\": [{}]} | m.json names each of its parts by a text, was ''",
        "{\"blobs\": [{\"blobName\": \"a\", \"dataRowCount\": -1}]}"
            + " | m.json: dataRowCount is how many rows there are, was '-1'",
        "{\"blobs\": [], \"exportConfig\": {\"type\": \"PriceSheet\"}}"
            + " | m.json is of an export of ActualCost, AmortizedCost or FocusCost,"
            + " was 'PriceSheet'",
      })
  void whatIsNoManifestIsRefused(String text, String problem) {
    assertThatThrownBy(() -> read(text)).hasMessage(problem);
  }
}
