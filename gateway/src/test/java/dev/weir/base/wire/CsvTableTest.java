package dev.weir.base.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {
  @Test
  void quotesLineEndsAndTheMarkInFrontAreRead() {
    CsvTable table = CsvTable.read("\uFEFFid, note\r\n1,\"a \"\"b\"\",\nc\"\r\n\r\n2,\r\n", 100);

    assertThat(table.columns()).containsExactly("id", "note");
    assertThat(table.rows())
        .extracting(CsvTable.Row::cells)
        .containsExactly(List.of("1", "a \"b\",\nc"), List.of("2", ""));
    assertThat(table.named(table.rows().getFirst())).containsEntry("note", "a \"b\",\nc");
  }

  @Test
  void whatIsNoWholeTableIsRefusedWithItsLine() {
    refused("", "line 1", "names of its columns");
    refused("a,a\n1,2\n", "line 1", "each column once, was 'a'");
    refused("a,b\n1,2\n3\n", "line 3", "as the header, 2, was 1");
    refused("a,b\n1,2\n3,4,5\n", "line 3", "as the header, 2, was 3");
    refused("a,b\n1,2\n3,4\n5,6\n", "line 4", "at most 7 cells");
    refused("a,b\n1,\"2\n3,4\n", "line ", "half a file");
  }

  private static void refused(String text, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsvTable.read(text, 7))
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
  }
}
