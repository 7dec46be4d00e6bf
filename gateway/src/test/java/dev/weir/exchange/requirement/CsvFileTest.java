package dev.weir.exchange.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  @TempDir Path folder;

  private CsvFile table(String text) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.writeString(file, text);
    return new CsvFile(file);
  }

  private static List<List<Optional<String>>> rows(CsvFile table) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    table.each(rows::add);
    return rows;
  }

  @Test
  void readsQuotesLineEndsAndNulls() throws IOException {
    CsvFile table = table("\uFEFFa,b,c\r\n1,\"x, \"\"y\"\"\nz\",\n\"\",,ü\r\n");

    assertThat(table.columns()).extracting(FocusTable.Column::name).containsExactly("a", "b", "c");
    assertThat(rows(table))
        .containsExactly(
            List.of(Optional.of("1"), Optional.of("x, \"y\"\nz"), Optional.empty()),
            List.of(Optional.of(""), Optional.empty(), Optional.of("ü")));
  }

  @Test
  void aLastLineNeedsNoEnd() throws IOException {
    assertThat(rows(table("a,b\n1,"))).containsExactly(List.of(Optional.of("1"), Optional.empty()));
  }

  @Test
  void whatIsNoTableIsRefusedByItsLine() throws IOException {
    CsvFile shorter = table("a,b\n1,2\n3\n");
    assertThatThrownBy(() -> rows(shorter))
        .hasMessageContaining("line 3")
        .hasMessageContaining("1 cells");
    CsvFile open = table("a\n\"x\n");
    assertThatThrownBy(() -> rows(open)).hasMessageContaining("begins in line 2 has no end");
    CsvFile behind = table("a\n\"x\"y\n");
    assertThatThrownBy(() -> rows(behind)).hasMessageContaining("followed by 'y'");
    CsvFile empty = table("");
    assertThatThrownBy(empty::columns).hasMessageContaining("is empty");
    Path latin = folder.resolve("latin.csv");
    Files.write(latin, "a\nü\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> rows(new CsvFile(latin))).hasMessageContaining("is not UTF-8");
  }
}
