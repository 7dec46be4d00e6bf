package dev.weir.exchange.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class StoredTest {
  private static final Stored OBJECT = new Stored("a.csv.gz", "tag", Instant.EPOCH, 1);

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void itsTextIsUnpackedWhereItIsPacked() throws IOException {
    assertThat(OBJECT.text(packed("a,b\n1,ä\n"), 9)).isEqualTo("a,b\n1,ä\n");
    assertThat(OBJECT.text("a,b\n".getBytes(UTF_8), 4)).isEqualTo("a,b\n");
    assertThat(OBJECT.text(new byte[0], 4)).isEmpty();
  }

  @Test
  void halfOfItIsRefused() throws IOException {
    byte[] whole = packed("a,b\n1,2\n");

    assertThatThrownBy(() -> OBJECT.text(Arrays.copyOf(whole, whole.length - 9), 100))
        .hasMessageStartingWith("a.csv.gz is not whole gzip: ");
  }

  @Test
  void whatUnpacksToMoreThanIsLeftIsNotUnpacked() throws IOException {
    byte[] bomb = packed("0".repeat(10_000_000));

    assertThat(bomb).hasSizeLessThan(20_000);
    assertThatThrownBy(() -> OBJECT.text(bomb, 1_000))
        .hasMessage("a.csv.gz and what comes before it have more than 1,000 bytes");
  }

  @Test
  void otherPackingsAreNamed() {
    assertThatThrownBy(() -> OBJECT.text("PK\u0003\u0004".getBytes(UTF_8), 100))
        .hasMessage(
            "a.csv.gz is a zip archive; have it exported as CSV, as it is or by gzip, or as Parquet");
    assertThatThrownBy(() -> OBJECT.text(new byte[] {(byte) 0xc3, 0x28}, 100))
        .hasMessage("a.csv.gz is not UTF-8");
  }
}
