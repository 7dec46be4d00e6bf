package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  @TempDir private Path directory;

  @Test
  void alignsItsColumns() {
    Table table = new Table("load", "variant", "p99");
    table.add("a", "nginx", "1,000");

    assertThat(table.toString())
        .isEqualTo(
            """
            | load | variant |   p99 |
            |------|---------|------:|
            | a    | nginx   | 1,000 |
            """);
  }

  @Test
  void alignsFiguresAfterAsManyTextsAsItIsTold() {
    Table table = new Table(1, "variant", "p99");
    table.add("nginx", "1");

    assertThat(table.toString())
        .isEqualTo(
            """
            | variant | p99 |
            |---------|----:|
            | nginx   |   1 |
            """);
  }

  @Test
  void replacesOnlyWhatStandsBetweenItsMarkers() throws IOException {
    Path page = directory.resolve("page.md");
    Files.writeString(page, "before\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nafter\n");

    Table.write(page, "x", "new\n");

    assertThat(page).hasContent("before\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nafter\n");
  }

  @Test
  void refusesAPageWithoutMarkers() throws IOException {
    Path page = Files.writeString(directory.resolve("page.md"), "nothing here\n");

    assertThatThrownBy(() -> Table.write(page, "x", "new")).hasMessageContaining("no markers");
  }
}
