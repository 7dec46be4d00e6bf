package dev.weir.exchange.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.exchange.bill.Form;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
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
    List<Stored> objects = List.of(object("a.csv"), object("weir/a.csv"), object("r/a.csv"));

    assertThat(new Manifest.Part("s3://bucket/weir/a.csv", Optional.empty()).in(objects))
        .contains(object("weir/a.csv"));
    assertThat(new Manifest.Part("r/a.csv", Optional.empty()).in(objects))
        .contains(object("r/a.csv"));
    assertThat(new Manifest.Part("s3://bucket/b.csv", Optional.empty()).in(objects)).isEmpty();
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
